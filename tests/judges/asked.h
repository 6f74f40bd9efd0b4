// How a judge is asked: a line a question, fields apart by tabs, octets in hexadecimal; a line an answer,
// "yes" or "no", a tab and why. Lists are apart by commas. One process answers many questions. Nothing of
// kepsim is used.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace judge {

using Octets = std::vector<uint8_t>;
using Fields = std::vector<std::string>;

inline Fields Split(const std::string& text, char separator) {
  Fields fields;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(separator, begin), text.size());
    fields.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return fields;
}

inline Octets FromHex(const std::string& hex) {
  Octets octets;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    octets.push_back(static_cast<uint8_t>(std::stoul(hex.substr(i, 2), nullptr, 16)));
  }
  return octets;
}

inline std::vector<Octets> ListFromHex(const std::string& hex) {
  std::vector<Octets> list;
  for (const std::string& one : Split(hex, ',')) {
    if (!one.empty()) list.push_back(FromHex(one));
  }
  return list;
}

// `answer` gives nothing for yes, otherwise why not; what it throws is a no, too.
inline int AnswerAll(const std::function<std::string(const Fields&)>& answer) {
  for (std::string line; std::getline(std::cin, line);) {
    std::string why;
    try {
      why = answer(Split(line, '\t'));
    } catch (const std::exception& refusal) {
      why = std::string("refused: ") + refusal.what();
    }
    for (char& c : why) c = c == '\n' ? ' ' : c;
    std::cout << (why.empty() ? "yes" : "no") << '\t' << why << std::endl;
  }
  return 0;
}

}  // namespace judge
