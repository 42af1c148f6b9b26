// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target over every file of the folders it is given, and over mixtures of them made with a fixed seed.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

void run(const std::string &input)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(input.data()), input.size());
}

/// The beginning of one file, the end of another, a few bytes changed.
std::string mixed(const std::vector<std::string> &inputs, std::mt19937_64 &random)
{
    const std::string &head = inputs[random() % inputs.size()];
    const std::string &tail = inputs[random() % inputs.size()];
    std::string input = head.substr(0, random() % (head.size() + 1)) + tail.substr(random() % (tail.size() + 1));
    for (std::uint64_t i = random() % 3; i > 0 && !input.empty(); --i)
        input[random() % input.size()] = static_cast<char>(random());
    return input;
}

} // namespace

int main(int argc, char **argv)
{
    std::vector<std::string> inputs;
    for (int i = 1; i < argc; ++i) {
        for (const auto &entry : std::filesystem::directory_iterator(argv[i])) {
            std::ifstream file(entry.path(), std::ios::binary);
            inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
        }
    }
    if (inputs.size() < 3) {
        std::fprintf(stderr, "replay: no corpus\n");
        return 1;
    }
    for (const std::string &input : inputs)
        run(input);
    std::mt19937_64 random(1);
    for (int i = 0; i < 2000; ++i)
        run(mixed(inputs, random));
    std::printf("replay: %zu files, 2000 mixtures\n", inputs.size());
    return 0;
}
