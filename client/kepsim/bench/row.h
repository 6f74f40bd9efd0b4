// A line of the bench's table, and how its numbers come of several rounds.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace kepsim {

struct BenchRow {
  std::string name;
  double value = 0;
  std::string unit;
  std::string against;  // what the reference is; empty: nothing
  std::optional<double> reference;
  std::optional<double> ratio;
  std::optional<double> bar;
  std::optional<bool> met;  // set where there is a bar
};

double Median(std::vector<double> values);

// A value beside its reference, round by round: the ratio is the median of the rounds' ratios, since whatever
// else the machine was doing in a round slowed both.
class Rounds {
 public:
  void Add(double value, double reference) {
    values_.push_back(value);
    references_.push_back(reference);
  }
  // The bar is a ratio that is to be reached.
  BenchRow Row(std::string name, std::string unit, std::string against, std::optional<double> bar) const;

 private:
  std::vector<double> values_, references_;
};

// Without a reference; the bar, if any, must not be passed.
BenchRow CostRow(std::string name, double value, std::string unit, std::optional<double> bar);

void PrintTable(const std::vector<BenchRow>& rows, std::ostream& out);
// {"rows":[{"name","value","unit","against","reference","ratio","bar","met"}]}; null where there is none.
void PrintJson(const std::vector<BenchRow>& rows, std::ostream& out);

}  // namespace kepsim
