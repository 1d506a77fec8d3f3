#include "chat/channel.h"

#include <algorithm>

namespace cadence::chat {

bool Channel::subscribes_to(Topic topic, std::string_view train) const {
    auto const& heard = topics.empty() ? usual_topics() : topics;
    if (topic != Topic::test && std::ranges::find(heard, topic) == heard.end()) return false;
    return train.empty() || trains.empty() || std::ranges::find(trains, train) != trains.end();
}

static_assert(kChannelKinds.size() == std::variant_size_v<decltype(Channel::where)>);
std::string_view kind_of(Channel const& channel) {
    return kChannelKinds.at(channel.where.index());
}

std::vector<Topic> const& usual_topics() {
    static std::vector<Topic> const usual = [] {
        std::vector<Topic> topics;
        for (std::size_t i = 0; i < Names<Topic>::values.size(); ++i) {
            auto const topic = static_cast<Topic>(i);
            using enum Topic;
            auto const chatter = {exemption, issue_recorded, clock_accepted,
                                  review,    retrospective,  delivery_dead};
            if (std::ranges::find(chatter, topic) == chatter.end()) topics.push_back(topic);
        }
        return topics;
    }();
    return usual;
}

}  // namespace cadence::chat
