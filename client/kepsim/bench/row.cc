#include "client/kepsim/bench/row.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace kepsim {
namespace {

constexpr size_t kColumns = 8;
using Cells = std::array<std::string, kColumns>;

std::string Number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  return text;
}

std::string Number(const std::optional<double>& value) {
  return value ? Number(*value) : std::string("-");
}

Cells CellsOf(const BenchRow& row) {
  return {row.name,
          Number(row.value),
          row.unit,
          Number(row.reference),
          Number(row.ratio),
          Number(row.bar),
          !row.met   ? "-"
          : *row.met ? "yes"
                     : "no",
          row.against.empty() ? "-" : row.against};
}

template <class T>
nlohmann::ordered_json OrNull(const std::optional<T>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
}

}  // namespace

double Median(std::vector<double> values) {
  if (values.empty()) return 0;
  const size_t middle = values.size() / 2;
  std::ranges::sort(values);
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

BenchRow Rounds::Row(std::string name, std::string unit, std::string against,
                     std::optional<double> bar) const {
  std::vector<double> ratios;
  for (size_t i = 0; i < values_.size(); ++i) ratios.push_back(values_[i] / references_[i]);
  const double ratio = Median(ratios);
  BenchRow row{std::move(name),
               Median(values_),
               std::move(unit),
               std::move(against),
               Median(references_),
               ratio,
               bar,
               {}};
  if (bar) row.met = ratio >= *bar;
  return row;
}

BenchRow CostRow(std::string name, double value, std::string unit, std::optional<double> bar) {
  BenchRow row{std::move(name), value, std::move(unit), {}, {}, {}, bar, {}};
  if (bar) row.met = value <= *bar;
  return row;
}

void PrintTable(const std::vector<BenchRow>& rows, std::ostream& out) {
  std::vector<Cells> lines = {{"row", "value", "unit", "reference", "ratio", "bar", "met", "against"}};
  for (const BenchRow& row : rows) lines.push_back(CellsOf(row));
  std::array<size_t, kColumns> widths{};
  for (const Cells& line : lines) {
    for (size_t i = 0; i < kColumns; ++i) widths[i] = std::max(widths[i], line[i].size());
  }
  for (const Cells& line : lines) {
    std::string text;
    for (size_t i = 0; i < kColumns; ++i) {
      const bool number = i == 1 || (i >= 3 && i <= 5);
      const std::string padding(i + 1 == kColumns ? 0 : widths[i] - line[i].size(), ' ');
      text += (i == 0 ? "" : "  ") + (number ? padding + line[i] : line[i] + padding);
    }
    out << text << "\n";
  }
}

void PrintJson(const std::vector<BenchRow>& rows, std::ostream& out) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const BenchRow& row : rows) {
    list.push_back(
        {{"name", row.name},
         {"value", row.value},
         {"unit", row.unit},
         {"against", row.against.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(row.against)},
         {"reference", OrNull(row.reference)},
         {"ratio", OrNull(row.ratio)},
         {"bar", OrNull(row.bar)},
         {"met", OrNull(row.met)}});
  }
  out << nlohmann::ordered_json{{"rows", std::move(list)}}.dump() << "\n";
}

}  // namespace kepsim
