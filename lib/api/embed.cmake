# Writes the contract into a C++ file: cmake -DINPUT=openapi.json -DOUTPUT=openapi.cpp -P embed.cmake
file(READ ${INPUT} json)
file(WRITE ${OUTPUT} "#include \"api/openapi.h\"

namespace cadence::api {

std::string_view openapi_json() { return R\"contract(${json})contract\"; }

}  // namespace cadence::api
")
