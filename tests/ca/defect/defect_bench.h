// Sound certificates of each kind of applicant that defects are about, and their broken twins: same key, same
// serial.
#pragma once

#include <gtest/gtest.h>

#include <string_view>
#include <utility>
#include <vector>

#include "ca/crypto/random.h"
#include "ca/defect/defective_plan.h"
#include "tests/ca/x509/samples.h"

namespace kepsim {

// Every defect, with its category.
inline std::vector<std::pair<std::string_view, const Defect*>> Catalogue() {
  std::vector<std::pair<std::string_view, const Defect*>> all;
  for (const DefectCategory& category : DefectCategories()) {
    for (const Defect& defect : category.defects) all.emplace_back(category.name, &defect);
  }
  return all;
}

class DefectBench {
 public:
  CheckedPlan Sound(ApplicantKind kind) const {
    CertificatePlan plan = samples_.HolderPlan();
    plan.private_key_usage = {plan.not_before, plan.not_after};
    plan.policies = {"1.2.643.100.113.1", "1.2.643.100.113.2"};
    plan.ocsp_urls.clear();
    plan.subject = SubjectOf(kind);
    auto checked = CheckedPlan::Check(plan);
    EXPECT_TRUE(checked.ok()) << checked.status().message();
    return *std::move(checked);
  }

  Certificate Twin(ApplicantKind kind) const {
    auto certificate = SignCertificate(Sound(kind), samples_.ca_key(), *samples_.stream());
    EXPECT_TRUE(certificate.ok()) << certificate.status().message();
    return *std::move(certificate);
  }

  Result<Bytes> Make(const Defect& defect) const {
    KEPSIM_ASSIGN(const DefectivePlan plan, DefectivePlan::Make(defect, Sound(defect.applicant), issuer_));
    return SignDefective(plan, samples_.ca_key(), *samples_.stream());
  }

  const Certificate& issuer() const { return issuer_; }
  const Samples& samples() const { return samples_; }

 private:
  static Name SubjectOf(ApplicantKind kind) {
    if (kind == ApplicantKind::kInformationSystem) {
      return {{Attribute::kCommonName, "ООО «Тест»"},     {Attribute::kCountry, "RU"},
              {Attribute::kState, "77 Москва"},           {Attribute::kLocality, "г. Москва"},
              {Attribute::kStreet, "ул. Тестовая, д. 1"}, {Attribute::kOrganization, "ООО «Тест»"},
              {Attribute::kOgrn, "1027700132195"},        {Attribute::kInnle, "7707083893"}};
    }
    Name name = Samples::HolderName();
    name.push_back({Attribute::kState, "77 Москва"});
    name.push_back({Attribute::kLocality, "г. Москва"});
    name.push_back({Attribute::kStreet, "ул. Тестовая, д. 1"});
    if (kind == ApplicantKind::kSoleProprietor) {
      name.push_back({Attribute::kOrganization, "ИП Петров Иван Иванович"});
      name.push_back({Attribute::kOgrnip, "304500116000157"});
    }
    if (kind == ApplicantKind::kLegalEntityHead) {
      name.push_back({Attribute::kOrganization, "ООО «Тест»"});
      name.push_back({Attribute::kTitle, "Генеральный директор"});
      name.push_back({Attribute::kOgrn, "1027700132195"});
      name.push_back({Attribute::kInnle, "7707083893"});
      for (NameAttribute& attribute : name) {
        if (attribute.type == Attribute::kCommonName) attribute.value = "ООО «Тест»";
      }
    }
    return name;
  }

  Certificate Issuer() const {
    CertificatePlan plan = samples_.CaPlan();
    plan.private_key_usage = {plan.not_before, SampleTime("2030-01-08T13:32:39Z")};
    return samples_.Sign(plan, samples_.root_key());
  }

  Samples samples_;
  Certificate issuer_ = Issuer();
};

}  // namespace kepsim
