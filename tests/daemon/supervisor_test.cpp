#include "cadenced/supervisor.h"

#include <cstdlib>

#include "daemon/datagrams.h"

namespace cadence::daemon {
namespace {

TEST(Supervisor, is_told_how_we_stand) {
    Datagrams manager{"manager"};
    ::setenv("NOTIFY_SOCKET", manager.path.c_str(), 1);
    Supervisor supervisor;
    ::unsetenv("NOTIFY_SOCKET");
    supervisor.ready("next: soon");
    EXPECT_EQ(manager.next(), "READY=1\nSTATUS=next: soon\n");
    supervisor.alive();
    EXPECT_EQ(manager.next(), "WATCHDOG=1\n");
}

TEST(Supervisor, that_hangs_holds_up_nobody_and_hears_later_how_we_stand_then) {
    Datagrams manager{"manager"};
    ::setenv("NOTIFY_SOCKET", manager.path.c_str(), 1);
    Supervisor supervisor;
    ::unsetenv("NOTIFY_SOCKET");
    for (int i = 0; i < 10'000; ++i) supervisor.alive();
    supervisor.ready("at first");
    supervisor.status("at last");
    while (manager.next()) continue;
    supervisor.alive();
    EXPECT_EQ(manager.next(), "READY=1\nSTATUS=at last\nWATCHDOG=1\n");
    manager.close();
    supervisor.status("nobody is there");
}

TEST(Supervisor, that_is_not_there_needs_nothing) {
    Supervisor supervisor;
    supervisor.ready("fine");
}

}  // namespace
}  // namespace cadence::daemon
