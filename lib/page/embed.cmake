# Writes templates, style and script into a C++ file: cmake -DFOLDER=lib/page -DOUTPUT=embedded.cpp -P embed.cmake
# The script is one ES module: its files in the order of their names, as they are.
function(embed name content)
  string(LENGTH "${content}" length)
  set(literals "")
  set(at 0)
  while(at LESS length)  # a literal may not be longer than 64 KiB
    string(SUBSTRING "${content}" ${at} 8000 piece)
    string(APPEND literals " R\"embedded(${piece})embedded\"")
    math(EXPR at "${at} + 8000")
  endwhile()
  set(rows "${rows}        {\"${name}\",${literals}},\n" PARENT_SCOPE)
endfunction()

set(rows "")
file(GLOB templates ${FOLDER}/templates/*.mustache)
list(SORT templates)
foreach(file IN LISTS templates)
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} content)
  embed(${name} "${content}")
endforeach()
file(READ ${FOLDER}/style.css content)
embed(style.css "${content}")
file(GLOB scripts ${FOLDER}/script/*.js)
list(SORT scripts)
set(content "")
foreach(file IN LISTS scripts)
  file(READ ${file} part)
  string(APPEND content "${part}")
endforeach()
embed(script.js "${content}")

file(WRITE ${OUTPUT} "#include \"page/embedded.h\"

namespace cadence::page {

std::map<std::string_view, std::string_view> const& embedded() {
    static std::map<std::string_view, std::string_view> const all{
${rows}    };
    return all;
}

}  // namespace cadence::page
")
