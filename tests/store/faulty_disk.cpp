#include "store/faulty_disk.h"

#include <new>

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

cadence::store::FaultyDisk* listening = nullptr;

void note(cadence::store::DiskOp op) {
    if (listening != nullptr) listening->ops.push_back(std::move(op));
}

int sync_noted(int descriptor, long call) {
    struct stat status {};
    auto const synced = static_cast<int>(::syscall(call, descriptor));
    if (synced == 0 && ::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode))
        note({cadence::store::DiskOp::Kind::sync_directory, {}, 0, {}});
    return synced;
}

}  // namespace

// In place of the C library's: directories are synced by descriptor, by the store and by SQLite alike.
extern "C" int fsync(int descriptor) {
    return sync_noted(descriptor, SYS_fsync);
}
extern "C" int fdatasync(int descriptor) {
    return sync_noted(descriptor, SYS_fdatasync);
}

namespace cadence::store {

namespace {

using Kind = DiskOp::Kind;

struct File {
    sqlite3_file base;
    FaultyDisk* disk;
    std::string* name;
    [[nodiscard]] sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& of(sqlite3_file* file) {
    return *reinterpret_cast<File*>(file);
}

/// Hands a call on to the real file.
template <auto Method, class... Args>
int pass(sqlite3_file* file, Args... args) {
    auto* const real = of(file).real();
    return (real->pMethods->*Method)(real, args...);
}

int close(sqlite3_file* file) {
    delete of(file).name;
    return pass<&sqlite3_io_methods::xClose>(file);
}

int write(sqlite3_file* file, void const* bytes, int size, sqlite3_int64 offset) {
    auto& self = of(file);
    if (self.disk->answer_to_writes != SQLITE_OK) return self.disk->answer_to_writes;
    note({Kind::write, *self.name, offset,
          std::string{static_cast<char const*>(bytes), static_cast<std::size_t>(size)}});
    return pass<&sqlite3_io_methods::xWrite>(file, bytes, size, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    note({Kind::truncate, *of(file).name, size, {}});
    return pass<&sqlite3_io_methods::xTruncate>(file, size);
}

int sync(sqlite3_file* file, int flags) {
    auto& self = of(file);
    if (self.disk->answer_to_syncs != SQLITE_OK) return self.disk->answer_to_syncs;
    auto const synced = pass<&sqlite3_io_methods::xSync>(file, flags);
    note({Kind::sync, *self.name, 0, {}});
    return synced;
}

using M = sqlite3_io_methods;
M const kMethods{.iVersion = 1,
                 .xClose = close,
                 .xRead = pass<&M::xRead, void*, int, sqlite3_int64>,
                 .xWrite = write,
                 .xTruncate = truncate,
                 .xSync = sync,
                 .xFileSize = pass<&M::xFileSize, sqlite3_int64*>,
                 .xLock = pass<&M::xLock, int>,
                 .xUnlock = pass<&M::xUnlock, int>,
                 .xCheckReservedLock = pass<&M::xCheckReservedLock, int*>,
                 .xFileControl = pass<&M::xFileControl, int, void*>,
                 .xSectorSize = pass<&M::xSectorSize>,
                 .xDeviceCharacteristics = pass<&M::xDeviceCharacteristics>,
                 .xShmMap = nullptr,
                 .xShmLock = nullptr,
                 .xShmBarrier = nullptr,
                 .xShmUnmap = nullptr,
                 .xFetch = nullptr,
                 .xUnfetch = nullptr};

sqlite3_vfs* real_of(sqlite3_vfs* vfs) {
    return sqlite3_vfs_find(vfs->zName + 7);
}  // "faulty-unix"

int open(sqlite3_vfs* vfs, char const* path, sqlite3_file* file, int flags, int* got) {
    auto const is_new = path != nullptr && ::access(path, F_OK) != 0;
    auto& self = *new (file) File{};
    auto const opened = real_of(vfs)->xOpen(real_of(vfs), path, self.real(), flags, got);
    if (opened != SQLITE_OK) return opened;
    self.base.pMethods = &kMethods;
    self.disk = static_cast<FaultyDisk*>(vfs->pAppData);
    self.name =
        new std::string{path == nullptr ? std::string{} : std::filesystem::path{path}.filename().string()};
    if (is_new) note({Kind::create, *self.name, 0, {}});
    return opened;
}

int remove(sqlite3_vfs* vfs, char const* path, int sync_directory) {
    auto const name = std::filesystem::path{path}.filename().string();
    // Noted first: the directory's sync, which notes itself, is part of the call.
    if (::access(path, F_OK) == 0) note({Kind::remove, name, 0, {}});
    return real_of(vfs)->xDelete(real_of(vfs), path, sync_directory);
}

/// One file's bytes: what is safe, and what has been asked for since.
class Contents {
  public:
    void apply(DiskOp const& op) { pending_.push_back(&op); }
    void sync() {
        for (auto const* op : pending_) change(*op, 0, op->bytes.size());
        pending_.clear();
    }
    [[nodiscard]] std::string after_cut(std::mt19937& random) {
        std::uniform_int_distribution<int> percent{0, 99};
        auto const kept =
            std::vector<int>{0, 50, 90, 100}[std::uniform_int_distribution<std::size_t>{0, 3}(random)];
        for (auto const* op : pending_) {
            if (op->kind == Kind::truncate && percent(random) < kept) change(*op, 0, 0);
            for (std::size_t from = 0; from < op->bytes.size();) {
                auto const sector_end = (static_cast<std::size_t>(op->offset) + from) / 512 * 512 + 512;
                auto const to = std::min(op->bytes.size(), sector_end - static_cast<std::size_t>(op->offset));
                if (percent(random) < kept)
                    change(*op, from, to);
                else if (percent(random) < 5)
                    garble(*op, from, to, random);
                from = to;
            }
        }
        return safe_;
    }

  private:
    void change(DiskOp const& op, std::size_t from, std::size_t to) {
        auto const offset = static_cast<std::size_t>(op.offset);
        if (op.kind == Kind::truncate) return safe_.resize(offset);
        if (safe_.size() < offset + to) safe_.resize(offset + to);
        safe_.replace(offset + from, to - from, op.bytes, from, to - from);
    }
    void garble(DiskOp const& op, std::size_t from, std::size_t to, std::mt19937& random) {
        auto noise = op;
        for (auto i = from; i < to; ++i) noise.bytes[i] = static_cast<char>(random());
        change(noise, from, to);
    }

    std::string safe_;
    std::vector<DiskOp const*> pending_;
};

/// The disk as it is written to: what is safe in it, and what the next moment may take away.
class Replay {
  public:
    explicit Replay(Lies lies) : lies_{lies} {}

    void apply(DiskOp const& op) {
        switch (op.kind) {
            case Kind::create:
                inode_of(op.file);
                break;
            case Kind::write:
            case Kind::truncate:
                inodes_[inode_of(op.file)].apply(op);
                break;
            case Kind::sync:
                if (!lies_.sync_does_nothing && !(lies_.log_is_not_synced && op.file.ends_with("-wal")))
                    inodes_[inode_of(op.file)].sync();
                break;
            case Kind::remove:
                names_.erase(op.file);
                unsafe_.push_back({op.file, 0});
                break;
            case Kind::sync_directory:
                if (lies_.directory_is_not_synced) break;
                for (auto const& change : unsafe_) settle(change);
                unsafe_.clear();
                break;
        }
    }

    std::map<std::string, std::string> after_cut(std::mt19937& random) {
        for (auto const& change : unsafe_)
            if (std::uniform_int_distribution<int>{0, 1}(random) == 1) settle(change);
        std::map<std::string, std::string> files;
        for (auto const& [name, inode] : safe_names_) files[name] = inodes_[inode].after_cut(random);
        return files;
    }

  private:
    struct NameChange {
        std::string name;
        std::size_t inode;  // 0: removed
    };

    std::size_t inode_of(std::string const& name) {
        auto const [found, is_new] = names_.try_emplace(name, last_inode_ + 1);
        if (is_new) {
            ++last_inode_;
            unsafe_.push_back({name, found->second});
        }
        return found->second;
    }

    void settle(NameChange const& change) {
        if (change.inode == 0)
            safe_names_.erase(change.name);
        else
            safe_names_[change.name] = change.inode;
    }

    Lies lies_;
    std::size_t last_inode_ = 0;
    std::map<std::size_t, Contents> inodes_;
    std::map<std::string, std::size_t> names_;       // as programs see them
    std::map<std::string, std::size_t> safe_names_;  // as the directory on the disk has them
    std::vector<NameChange> unsafe_;                 // since the directory was synced
};

}  // namespace

FaultyDisk::FaultyDisk() : real_{sqlite3_vfs_find(nullptr)}, vfs_{*real_} {
    vfs_.szOsFile += static_cast<int>(sizeof(File));
    vfs_.zName = "faulty-unix";
    vfs_.pNext = nullptr;
    vfs_.pAppData = this;
    vfs_.xOpen = open;
    vfs_.xDelete = remove;
    sqlite3_vfs_register(&vfs_, 1);
    listening = this;
}

FaultyDisk::~FaultyDisk() {
    listening = nullptr;
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
}

std::map<std::string, std::string> after_power_cut(std::vector<DiskOp> const& ops, std::size_t cut, Lies lies,
                                                   std::mt19937& random) {
    Replay replay{lies};
    for (std::size_t i = 0; i < cut; ++i) replay.apply(ops[i]);
    return replay.after_cut(random);
}

}  // namespace cadence::store
