// Where secrets are read, and what is said of those that cannot be.
#include "engine/secrets.h"

#include "check_world.h"

namespace cadence::engine::testing {

namespace {

std::string read(Secrets const& secrets, std::string const& from) {
    auto const secret = secrets.read(from);
    return secret ? *secret : secret.error().problem + ": " + secret.error().detail;
}

TEST(Secrets, are_files_or_credentials_without_the_white_space_at_their_end) {
    Folder const folder;
    Secrets const secrets{folder.file("")};
    folder.write("slack", "https://hooks.example/T0/B0 \r\n\n");
    folder.write("key", " two\nlines\n");
    EXPECT_EQ(read(secrets, "slack"), "https://hooks.example/T0/B0");
    EXPECT_EQ(read(secrets, folder.file("slack")), "https://hooks.example/T0/B0");
    EXPECT_EQ(read(Secrets{""}, folder.file("slack")), "https://hooks.example/T0/B0");
    EXPECT_EQ(read(secrets, "key"), " two\nlines");
    EXPECT_EQ(secrets.file_of("key").value(), folder.file("key"));
    EXPECT_EQ(secrets.file_of("/etc/key").value(), "/etc/key");
}

TEST(Secrets, are_read_anew_each_time) {
    Folder const folder;
    Secrets const secrets{folder.file("")};
    folder.write("token", "old");
    EXPECT_EQ(read(secrets, "token"), "old");
    folder.write("token", "new");
    EXPECT_EQ(read(secrets, "token"), "new");
}

TEST(Secrets, that_cannot_be_read_say_where_and_why) {
    Folder const folder;
    Secrets const secrets{folder.file("")};
    auto const complaint = [&](std::string const& name, std::string const& why) {
        EXPECT_EQ(read(secrets, name),
                  "secret-unreadable: The secret " + folder.file(name) + " cannot be read: " + why + ".");
    };
    complaint("missing", "No such file or directory");
    std::filesystem::create_directory(folder.file("directory"));
    complaint("directory", "it is a directory");
    folder.write("blank", " \n\t");
    complaint("blank", "it is empty");
    folder.write("large", std::string(65537, 'x'));
    complaint("large", "it is larger than 64 KiB");
    folder.write("full", std::string(65536, 'x'));
    EXPECT_EQ(read(secrets, "full").size(), 65536U);
    EXPECT_EQ(
        read(Secrets{""}, "slack"),
        "secret-unreadable: The secret credential slack cannot be read: there are no credentials here; put "
        "LoadCredential= into the unit, or name a file.");
    EXPECT_FALSE(Secrets{""}.file_of("slack"));
}

}  // namespace

}  // namespace cadence::engine::testing
