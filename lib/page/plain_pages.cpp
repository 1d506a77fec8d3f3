// Pages without a document of a train: signing in, and what went wrong.
#include "page/render.h"
#include "page/words.h"

namespace cadence::page {

std::string sign_in_page(Place const& place) {
    return framed({.title = "Sign in",
                   .description = "A link to sign in to cadenced; it is valid once",
                   .content = "sign_in"},
                  place);
}

std::string problem_page(Object const& problem, Place const& place) {
    auto const title = text_at(problem, "title");
    Object view{{"title", title},
                {"detail", text_at(problem, "detail")},
                {"alternatives", list_at(problem, "alternatives")}};
    view["any_alternatives"] = !list_at(problem, "alternatives").empty();
    view["sign_in"] = number_at(problem, "status") == 401;
    return framed({.title = title, .description = {}, .content = "problem", .view = std::move(view)}, place);
}

}  // namespace cadence::page
