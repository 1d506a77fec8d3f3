#include "base/file.h"

#include <fstream>
#include <thread>

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace cadence {
namespace {

TEST(File, is_read_as_a_whole_or_not_at_all) {
    auto const folder = std::filesystem::path{testing::TempDir()} / "cadence_file_test";
    std::filesystem::create_directory(folder);
    auto const file = folder / "text";
    std::ofstream{file, std::ios::binary} << std::string("a\0b\n", 4);
    EXPECT_EQ(contents_of(file, 4), std::string("a\0b\n", 4));
    EXPECT_EQ(contents_of(file, 3).error(), std::errc::file_too_large);
    EXPECT_EQ(contents_of(folder, 4).error(), std::errc::is_a_directory);
    EXPECT_EQ(contents_of(folder / "none", 4).error(), std::errc::no_such_file_or_directory);
    std::ofstream{file, std::ios::binary} << std::string(100'000, 'x');
    EXPECT_EQ(contents_of(file, 100'000).value().size(), 100'000U);
    std::filesystem::remove_all(folder);
}

TEST(File, that_is_a_pipe_keeps_nobody_waiting) {
    auto const pipe = std::filesystem::path{testing::TempDir()} / "cadence_file_test_pipe";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_EQ(contents_of(pipe, 4).error(), std::errc::not_supported);
    std::thread writer{[&] { std::ofstream{pipe} << "abc"; }};
    EXPECT_EQ(contents_of(pipe, 4, Pipes::read), "abc");
    writer.join();
    std::filesystem::remove(pipe);
    EXPECT_EQ(contents_of("/dev/zero", 4).error(), std::errc::not_supported);
}

}  // namespace
}  // namespace cadence
