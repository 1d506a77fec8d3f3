// Where secrets are read, and what is said of those that cannot be.
#include "job/secrets.h"

#include "job/check_world.h"

namespace cadence::job::testing {

namespace {

std::string read(Secrets const& secrets, std::string const& from) {
    auto const secret = secrets.read(from);
    return secret ? *secret : secret.error().problem + ": " + secret.error().detail;
}

TEST(Secrets, are_files_or_credentials_without_the_white_space_at_their_end) {
    Folder const folder;
    Secrets const secrets{folder.file("")};
    folder.write("slack", "https://hooks.example/T0/B0 \r\n\n");
    EXPECT_EQ(read(secrets, "slack"), "https://hooks.example/T0/B0");
    EXPECT_EQ(read(secrets, folder.file("slack")), "https://hooks.example/T0/B0");
    EXPECT_EQ(read(Secrets{""}, folder.file("slack")), "https://hooks.example/T0/B0");
}

TEST(Secrets, that_programs_read_for_themselves_are_files_of_any_lines) {
    Folder const folder;
    Secrets const secrets{folder.file("")};
    folder.write("key", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n");
    EXPECT_EQ(secrets.key_file("key").value(), folder.file("key"));
    EXPECT_EQ(secrets.key_file(folder.file("key")).value(), folder.file("key"));
    EXPECT_FALSE(secrets.key_file("missing"));
    EXPECT_FALSE(Secrets{""}.key_file("key"));
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
    folder.write("two", "s3cret\n# of the bot\n");
    complaint("two", "it has more than one line; it must hold the secret and nothing else");
    folder.write("tabbed", "s3cret\tbot\n");
    complaint("tabbed", "it has a control character; it must hold the secret and nothing else");
    folder.write("full", std::string(65536, 'x'));
    EXPECT_EQ(read(secrets, "full").size(), 65536U);
    EXPECT_EQ(
        read(Secrets{""}, "slack"),
        "secret-unreadable: The secret credential slack cannot be read: there are no credentials here; put "
        "LoadCredential= into the unit, or name a file.");
}

}  // namespace

}  // namespace cadence::job::testing
