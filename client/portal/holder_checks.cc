#include "client/portal/holder_checks.h"

#include <algorithm>

#include "ca/person/name.h"

namespace kepsim {
namespace {

constexpr char kAccountSource[] = "account";

std::string SubjectField(const Certificate& certificate, Attribute attribute) {
  return Find(certificate.subject(), attribute).value_or("");
}

}  // namespace

void CheckHolder(Verdict& verdict, const std::optional<Certificate>& signer) {
  AddCheck(verdict, "holder", [&](Check& check) {
    check.input = ToText(signer->subject());
    for (const Attribute attribute : {Attribute::kSnils, Attribute::kSurname, Attribute::kGivenName}) {
      if (!SubjectField(*signer, attribute).empty()) return VerdictReason::kValid;
    }
    check.detail = "the subject names no person";
    return VerdictReason::kNotAPerson;
  });
}

void CheckSnils(Verdict& verdict, const std::optional<Certificate>& signer, const Account& account) {
  AddCheck(verdict, "snils", [&](Check& check) {
    const std::string snils = SubjectField(*signer, Attribute::kSnils);
    check.input = snils;
    check.source = kAccountSource;
    if (!snils.empty() && snils == account.snils) return VerdictReason::kValid;
    check.detail = snils.empty() ? "the certificate has no SNILS" : "the account has another SNILS";
    return VerdictReason::kSnilsMismatch;
  });
}

void CheckHolderName(Verdict& verdict, const std::optional<Certificate>& signer, const Account& account) {
  AddCheck(verdict, "name", [&](Check& check) {
    const std::string surname = SubjectField(*signer, Attribute::kSurname);
    const std::string given_names = SubjectField(*signer, Attribute::kGivenName);
    check.input = surname + ' ' + given_names;
    check.source = kAccountSource;
    if (!SameName(surname, account.person.surname)) {
      check.detail = "the surname differs from the account's";
    } else if (!SameName(given_names, account.person.GivenNames())) {
      check.detail = "the given name or the patronymic differs from the account's";
    } else {
      return VerdictReason::kValid;
    }
    return VerdictReason::kNameMismatch;
  });
}

void CheckLinked(Verdict& verdict, const std::optional<Certificate>& signer, const std::vector<Link>& links) {
  AddCheck(verdict, "link", [&](Check& check) {
    check.input = signer->SerialHex();
    check.source = kAccountSource;
    const bool linked = std::any_of(links.begin(), links.end(), [&](const Link& link) {
      return link.state == LinkState::kActive && IsOf(link, *signer);
    });
    if (linked) return VerdictReason::kValid;
    check.detail = "the account has no active link with this certificate";
    return VerdictReason::kNotLinked;
  });
}

bool IsOf(const Link& link, const Certificate& certificate) {
  return link.certificate == certificate.der();
}

}  // namespace kepsim
