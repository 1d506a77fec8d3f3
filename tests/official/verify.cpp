// official_verify: what others signed, as cadenced sees it. Reads JSON lines {"source", "secrets", "headers",
// "body", "now"} and answers each with a line: "verified", or the problem.
#include <iostream>
#include <string>

#include "forge/hook.h"
#include "json/text.h"

int main() {
    using namespace cadence;
    for (std::string line; std::getline(std::cin, line);) {
        auto const object = json::parse(line).value().as_object();
        auto const text = [&](char const* name) { return std::string{object.at(name).as_string()}; };
        std::vector<std::string> secrets;
        for (auto const& secret : object.at("secrets").as_array()) secrets.emplace_back(secret.as_string());
        net::Headers headers;
        for (auto const& [name, value] : object.at("headers").as_object())
            headers.emplace_back(name, std::string{value.as_string()});
        auto const body = text("body");
        forge::Verification verification{parse_name<forge::Source>(text("source")).value(),
                                         secrets,
                                         {headers, body},
                                         parse_instant(text("now")).value()};
        while (verification.step()) {
        }
        auto const& verified = verification.verdict();
        std::cout << (verified ? "verified" : verified.error().problem) << "\n";
    }
    return 0;
}
