import { z } from "zod";
import { constrain } from "../requirements";

/**
 * Countries that WAF knows: the values of `CountryCode` in the API model of wafv2 (2019-07-29) of botocore 1.44.5, which AWS maintains. They
 * are the codes of ISO 3166-1 and XK for Kosovo. CloudFront takes the codes of ISO 3166-1. To review: compare with
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_GeoMatchStatement.html
 */
export const countries: readonly string[] = (
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC " +
  "CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD " +
  "GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH " +
  "KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW " +
  "MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC " +
  "SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY " +
  "UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
).split(" ");

/** A country as WAF and CloudFront name it. */
export function country() {
  return constrain(z.string(), {
    message: "must be an ISO 3166 country code of two capital letters, like US (the United Kingdom is GB)",
    check: (code) => countries.includes(code),
    condition: (ref) => `contains(local.country_codes, ${ref})`,
    locals: { country_codes: countries },
  });
}
