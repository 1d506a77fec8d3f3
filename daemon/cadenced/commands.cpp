#include "cadenced/commands.h"

#include <iostream>

#include <unistd.h>

#include "base/describe.h"
#include "base/text.h"
#include "cadenced/daemon.h"
#include "cadenced/exit_codes.h"
#include "config/machine.h"
#include "store/restore.h"

namespace cadence::daemon {

namespace {

int complain_about(std::filesystem::path const& file, std::vector<config::ConfigProblem> const& problems) {
    for (auto const& problem : problems) std::cerr << problem.message(file.filename().string()) << "\n";
    std::cerr << counted(problems.size(), "problem", "problems") << " in " << file.string() << "\n";
    return kConfig;
}

std::filesystem::path database_in(std::filesystem::path const& state_dir) {
    return state_dir / "cadenced.db";
}

Result<std::unique_ptr<store::Store>> open_store(std::filesystem::path const& state_dir) {
    std::error_code ignored;
    std::filesystem::create_directories(state_dir, ignored);
    return store::Store::open(database_in(state_dir), SystemClock{}.now());
}

int complain(Error const& error) {
    std::cerr << "cadenced: " << error.detail << "\n";
    return error.problem == "database-locked" ? kSecondStart : kDatabase;
}

}  // namespace

int run(Run const& args) {
    auto config =
        config::load_config(args.config, job::Secrets{args.credentials}, config::Listens::elsewhere);
    if (!config) return complain_about(args.config, config.error());
    Log log{config->log_level};
    auto store = open_store(args.state_dir);
    if (!store) return complain(store.error());
    (*store)->on_damage([](std::string const& what) { throw store::StorageDamaged{what}; });
    try {
        Daemon daemon{args, std::move(*config), std::move(*store), log};
        return daemon.run();
    } catch (store::CommitUnknown const& error) {
        log.error(std::string{error.what()} + "; exiting to read back what is on disk");
        ::_exit(kReadBack);  // closing the database would write to it
    } catch (store::StorageDamaged const& error) {
        log.error(database_in(args.state_dir).string() + " is damaged: " + error.what() +
                  "; its files stay as they are: keep a copy, and restore a backup (cadenced restore FILE)");
        ::_exit(kDatabase);
    } catch (std::exception const& error) {
        log.error(std::string{"cannot continue: "} + error.what());
        return kReadBack;
    }
}

int check_config(CheckConfig const& args) {
    auto const config =
        config::load_config(args.config, job::Secrets{args.credentials}, config::Listens::as_configured);
    if (!config) return complain_about(args.config, config.error());
    for (auto const& warning : config->warnings) std::cout << "warning: " << warning << "\n";
    std::cout << args.config.string() << " is fine: " << counted(config->trains.size(), "train", "trains")
              << ", " << config->people.size() << " people\n";
    return kDone;
}

int migrate(Migrate const& args) {
    auto const store = open_store(args.state_dir);
    if (!store) return complain(store.error());
    std::cout << database_in(args.state_dir).string() << " is at this version's schema\n";
    return kDone;
}

int restore(Restore const& args) {
    std::error_code ignored;
    std::filesystem::create_directories(args.state_dir, ignored);
    auto const done = store::restore(database_in(args.state_dir), args.backup, SystemClock{}.now());
    if (!done) return complain(done.error());
    std::cout << args.backup.string() << " is restored: "
              << (done->last_at ? "its last event is " + std::to_string(done->events) + " of " +
                                      describe_instant(*done->last_at)
                                : "it has no events")
              << "\n";
    if (done->of_another_installation) std::cout << "it is a backup of another installation\n";
    if (done->lost > 0)
        std::cout << "it lacks at least " << counted(done->lost, "event", "events") << " that came later\n";
    if (!done->kept.empty()) std::cout << "what was there before is kept as " << done->kept.string() << "\n";
    std::cout
        << "the next start takes the time since then for downtime: what fell due is done late where that "
           "still makes sense, though it may have been done before, and else recorded as missed\n";
    return kDone;
}

int say(Say const& args) {
    (args.exit_code == kDone ? std::cout : std::cerr) << args.text;
    return args.exit_code;
}

}  // namespace cadence::daemon
