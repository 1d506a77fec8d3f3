// May I merge, deploy, flip a flag: the answer in a word, and every reason.
#include <array>

#include "page/parts.h"

namespace cadence::page {

namespace {

struct Question {
    std::string_view action;
    std::string_view question;
};
constexpr std::array kQuestions{Question{"merge", "May I merge?"}, Question{"deploy", "May I deploy?"},
                                Question{"flag", "May I flip a flag?"}};

Array whys_of(Object const& gate, Setting const& setting) {
    auto const& zone = setting.zone;
    Array whys;
    for (auto const& reason : list_at(gate, "reasons"))
        whys.push_back(said_here(text_at(reason.as_object(), "text") + ".", setting));
    auto const changes = instant_at(gate, "changes_at");
    if (changes && flag_at(gate, "open")) {
        auto const until = whys.empty() ? "until " : "Shut from ";
        whys.push_back(said(until + zone.show(*changes) + (whys.empty() ? "" : "."), zone));
    }
    return whys;
}

}  // namespace

Object said_here(std::string text, Setting const& setting) {
    auto const replace = [&](std::string const& what) {
        for (auto at = text.find(what); !what.empty() && at != text.npos;
             at = text.find(what, at + setting.name.size()))
            text.replace(at, what.size(), setting.name);
    };
    if (!setting.release.empty() && setting.name.find(setting.release) == std::string::npos) {
        replace("Release " + setting.release);
        replace(setting.release);
    }
    return said(text, setting.zone);
}

Array gates_view(Object const& gates, Setting const& setting) {
    Array view;
    for (auto const& [action, question] : kQuestions) {
        auto const& gate = object_at(gates, action);
        auto const open = flag_at(gate, "open");
        auto const but = open && flag_at(gate, "advisory");
        Object one{{"question", question}, {"yesno", !open ? "No" : but ? "Yes, but" : "Yes"}};
        put_look(one, !open ? Look{"stop", ""} : but ? Look{"warn", "warn"} : Look{"done", "good"});
        one["whys"] = whys_of(gate, setting);
        view.push_back(std::move(one));
    }
    return view;
}

}  // namespace cadence::page
