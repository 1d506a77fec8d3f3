// The meaning of the exit status for whoever started us. sysexits.h where it has the case.
#pragma once

namespace cadence::daemon {

inline constexpr int kDone = 0;
inline constexpr int kRefused = 1;  // a script that went wrong
inline constexpr int kUsage = 2;
inline constexpr int kDatabase = 69;      // the database cannot be used as it is
inline constexpr int kReadBack = 70;      // a commit may or may not be on disk: start again and read
inline constexpr int kListen = 71;        // cannot listen: the port is taken, the address not ours
inline constexpr int kRuntimeFiles = 73;  // the runtime directory cannot be written
inline constexpr int kSecondStart = 75;   // another cadenced uses this database, or this runtime directory
inline constexpr int kConfig = 78;

}  // namespace cadence::daemon
