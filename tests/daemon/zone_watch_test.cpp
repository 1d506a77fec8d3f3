// The kernel tells of files of the zone database that are written, and of nothing else.
#include "cadenced/zone_watch.h"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "base/zone_data.h"
#include "support/zone_folder.h"

namespace cadence::daemon {
namespace {

using namespace std::chrono_literals;

struct Watched {
    Watched() { watch.watch({"Europe/Berlin", "UTC"}); }
    /// Until it has told so often, or for so long.
    int told_within(std::chrono::seconds most, int often = 1) {
        for (auto const end = std::chrono::steady_clock::now() + most;
             told < often && std::chrono::steady_clock::now() < end;)
            loop.run_one_for(100ms);
        return told;
    }

    boost::asio::io_context loop;
    int told = 0;
    ZoneWatch watch{loop, [this] {
                        ++told;
                        watch.watch({"Europe/Berlin", "UTC"});
                    }};
};

TEST(ZoneWatch, tells_once_of_many_files_and_goes_on) {
    testing::ZoneFolder const database;
    database.put("Europe/Berlin", "Europe/Berlin");
    Watched watched;
    ASSERT_TRUE(watched.watch.works());
    for (auto const* other : {"Europe/Lisbon", "Europe/Paris", "Europe/Rome"})
        database.put("Europe/Berlin", other);
    EXPECT_EQ(watched.told_within(20s), 1);
    database.put("Europe/Berlin", "Europe/Berlin");
    EXPECT_EQ(watched.told_within(20s, 2), 2) << "watching anew does not end it";
}

TEST(ZoneWatch, is_silent_while_nothing_is_written) {
    testing::ZoneFolder const database;
    database.put("Europe/Berlin", "Europe/Berlin");
    Watched watched;
    (void)zone_bytes(zone_folder() / "Europe/Berlin");
    watched.watch.watch({"Europe/Berlin"});
    EXPECT_EQ(watched.told_within(2s), 0);
    watched.watch.stop();
    EXPECT_FALSE(watched.watch.works());
}

}  // namespace
}  // namespace cadence::daemon
