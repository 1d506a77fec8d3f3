// The contract as a judge: openapi.json says which statuses, content types and shapes each route may answer.
#pragma once

#include <memory>
#include <set>
#include <string>

#include <boost/json/value.hpp>

namespace cadence::testing {

class Contract {
  public:
    /// Reads it from lib/api/openapi.json, once.
    static Contract& get();
    ~Contract();

    /// What is wrong with an answer, or empty. `verb` in lower case; an unknown `pattern` allows only
    /// problems, to a browser as a page.
    [[nodiscard]] std::string fault(std::string const& verb, std::string const& pattern, int status,
                                    std::string const& content_type, std::string const& body);
    /// The same for a body of a request, against the schema of that name.
    [[nodiscard]] std::string fault_in_body(std::string const& schema, std::string const& body);
    /// "get /v1/status" ...
    [[nodiscard]] std::set<std::string> operations() const;
    [[nodiscard]] boost::json::object const& document() const;

  private:
    Contract();
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace cadence::testing
