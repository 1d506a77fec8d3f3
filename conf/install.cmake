# Installs SHIPPED as CONFIGURATION, or beside it where somebody has edited that: what people wrote stays.
get_filename_component(folder "${CONFIGURATION}" DIRECTORY)
get_filename_component(name "${CONFIGURATION}" NAME)
set(there "$ENV{DESTDIR}${CONFIGURATION}")
set(differs 0)
if(EXISTS "${there}")
  execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${SHIPPED}" "${there}"
    RESULT_VARIABLE differs OUTPUT_QUIET ERROR_QUIET)
endif()
if(NOT differs EQUAL 0)
  string(APPEND name ".new")
  message(STATUS "Kept: ${there}, which is not the shipped one; that is beside it as ${name}")
endif()
file(INSTALL DESTINATION "${folder}" TYPE FILE RENAME "${name}" FILES "${SHIPPED}")
