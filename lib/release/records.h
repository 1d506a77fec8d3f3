// Records: issues, release notes, retrospectives, post-mortems and quarterly reviews.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/mp11/list.hpp>

#include "base/instant.h"
#include "release/aggregate.h"
#include "release/terms.h"

namespace cadence::release {

inline constexpr std::size_t kMostIssues = 500;  // of a release, by people

struct Issue {
    std::string id;
    std::string text;
    std::optional<Severity> severity;
    bool proposed = false;  // the severity is a check's proposal, nobody's judgement
    Instant at;
    std::string by;
};

/// A retrospective, a post-mortem or a review, by text or by link.
struct Record {
    std::string text;
    std::string link;
    std::string by;
    Instant at;
};

struct Notes {
    std::string version;
    std::string markdown;
    std::vector<std::string> problems;  // what the changelog's chapter lacks
    std::string source;                 // "changelog check", "anna"
    Instant at;
};

/// One of the figures of a quarter (lib/insight), as it stood at its end.
struct Figure {
    std::string metric;           // "lead_time"
    std::optional<double> value;  // nothing: too little data
    std::optional<bool> met;      // its target
};

BOOST_DESCRIBE_STRUCT(Figure, (), (metric, value, met))
BOOST_DESCRIBE_STRUCT(Issue, (), (id, text, severity, proposed, at, by))
BOOST_DESCRIBE_STRUCT(Record, (), (text, link, by, at))
BOOST_DESCRIBE_STRUCT(Notes, (), (version, markdown, problems, source, at))

// Commands.

struct RecordIssue {
    std::string release;
    std::string text;
    std::optional<Severity> severity;
};
struct RecordNotes {
    std::string release;
    std::string changelog;  // the whole file
};
struct RecordRetrospective {
    std::string release;
    std::string text;
    std::string link;
    bool replace = false;  // one that is recorded already
};
struct RecordPostMortem {
    std::string release;
    std::string text;
    std::string link;
    bool replace = false;  // one that is recorded already
};
struct RecordReview {
    std::string review;  // "backend-2026-Q1"
    std::string text;
    std::string link;
};
struct EndQuarter {
    std::vector<Figure> figures = {};  // of the quarter that ended last
};

BOOST_DESCRIBE_STRUCT(RecordIssue, (), (text, severity))
BOOST_DESCRIBE_STRUCT(RecordNotes, (), (changelog))
BOOST_DESCRIBE_STRUCT(RecordRetrospective, (), (text, link, replace))
BOOST_DESCRIBE_STRUCT(RecordPostMortem, (), (text, link, replace))
BOOST_DESCRIBE_STRUCT(RecordReview, (), (text, link))

// Events.

struct IssueRecorded {
    static constexpr std::string_view type = "issue_recorded";
    std::string release;
    std::string issue;
    std::string text;
    std::optional<Severity> severity;
    bool proposed = false;
};
struct NotesRecorded {
    static constexpr std::string_view type = "notes_recorded";
    std::string release;
    Notes notes;
};
struct RetrospectiveRecorded {
    static constexpr std::string_view type = "retrospective_recorded";
    std::string release;
    std::string text;
    std::string link;
};
struct PostMortemRecorded {
    static constexpr std::string_view type = "post_mortem_recorded";
    std::string release;
    std::string text;
    std::string link;
};
struct ReviewRecorded {
    static constexpr std::string_view type = "review_recorded";
    std::string review;
    std::string text;
    std::string link;
};
struct ReviewScheduled {
    static constexpr std::string_view type = "review_scheduled";
    Date next_review;
};
struct QuarterEnded {
    static constexpr std::string_view type = "quarter_ended";
    std::string review;
    std::vector<std::string> skipped;  // whose quarter ended while nobody was there to ask
    Date next_review;
    std::vector<Figure> figures = {};
};

BOOST_DESCRIBE_STRUCT(IssueRecorded, (), (release, issue, text, severity, proposed))
BOOST_DESCRIBE_STRUCT(NotesRecorded, (), (release, notes))
BOOST_DESCRIBE_STRUCT(RetrospectiveRecorded, (), (release, text, link))
BOOST_DESCRIBE_STRUCT(PostMortemRecorded, (), (release, text, link))
BOOST_DESCRIBE_STRUCT(ReviewRecorded, (), (review, text, link))
BOOST_DESCRIBE_STRUCT(ReviewScheduled, (), (next_review))
BOOST_DESCRIBE_STRUCT(QuarterEnded, (), (review, skipped, next_review, figures))

using RecordCommands = boost::mp11::mp_list<RecordIssue, RecordNotes, RecordRetrospective, RecordPostMortem,
                                            RecordReview, EndQuarter>;
using RecordEvents = boost::mp11::mp_list<IssueRecorded, NotesRecorded, RetrospectiveRecorded,
                                          PostMortemRecorded, ReviewRecorded, ReviewScheduled, QuarterEnded>;

[[nodiscard]] Result<Events> handle(Train const&, RecordIssue const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, RecordNotes const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, RecordRetrospective const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, RecordPostMortem const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, RecordReview const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, EndQuarter const&, Context const&);

void apply(Train&, IssueRecorded const&, Event const&);
void apply(Train&, NotesRecorded const&, Event const&);
void apply(Train&, RetrospectiveRecorded const&, Event const&);
void apply(Train&, PostMortemRecorded const&, Event const&);
void apply(Train&, ReviewRecorded const&, Event const&);
void apply(Train&, ReviewScheduled const&, Event const&);
void apply(Train&, QuarterEnded const&, Event const&);

}  // namespace cadence::release
