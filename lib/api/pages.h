// What the pages are made with, each a document as HTML.
#pragma once

#include "api/document.h"
#include "api/problem.h"
#include "page/page.h"

namespace cadence::api {

/// Where a page stands, and up to what it tells.
[[nodiscard]] page::Place place_of(Call const& call, std::string_view path, config::TrainConfig const* train);
[[nodiscard]] Answer page_as_html(std::string html, std::string scope);
/// The people, with the roles they hold on this train; null: everywhere.
void put_people_of(Object& into, Call const& call, config::TrainConfig const* train);
/// What went wrong, as a page.
[[nodiscard]] Answer page_of(Problem const& problem, std::string_view path, engine::Engine const& engine);

[[nodiscard]] Result<Answer> get_calendar_page(Call const& call);

}  // namespace cadence::api
