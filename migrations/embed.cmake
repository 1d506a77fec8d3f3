# Writes the migrations into a C++ file: cmake -DFOLDER=migrations -DOUTPUT=migrations.cpp -P embed.cmake
file(GLOB files ${FOLDER}/*.sql)
list(SORT files)

set(expected 1)
set(rows "")
foreach(file IN LISTS files)
  get_filename_component(stem ${file} NAME_WE)
  if(NOT stem MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)$")
    message(FATAL_ERROR "${file}: name it like 0001_what_it_does.sql")
  endif()
  set(name ${CMAKE_MATCH_2})
  string(REGEX REPLACE "^0+" "" number ${CMAKE_MATCH_1})
  if(NOT number EQUAL expected)
    message(FATAL_ERROR "${file}: number ${expected} is due. Migrations are numbered without a gap.")
  endif()
  math(EXPR expected "${expected} + 1")
  file(READ ${file} sql)
  string(APPEND rows "        {${number}, \"${name}\", R\"migration(${sql})migration\"},\n")
endforeach()
if(expected EQUAL 1)
  message(FATAL_ERROR "${FOLDER} holds no migration")
endif()

file(WRITE ${OUTPUT} "#include \"store/sqlite/migrations.h\"

namespace cadence::store {

std::vector<Migration> const& migrations() {
    static std::vector<Migration> const all{
${rows}    };
    return all;
}

}  // namespace cadence::store
")
