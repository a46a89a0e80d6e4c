import type { ClientSentences } from "./clientSentences.ts";

export const uz: ClientSentences<"one" | "other"> = {
  problemSignIn: "Iltimos, qaytadan kiring.",
  problemTooMany: "Urinishlar juda koʻp boʻldi. Bir daqiqadan soʻng qayta urinib koʻring.",
  problemTryAgain: "Hozir buning iloji yoʻq. Birozdan soʻng qayta urinib koʻring.",
  problemInvalid: "Bu yerda nimadir notoʻgʻri. Iltimos, tekshirib koʻring.",
  problemUnknownProgram: "Hozir bu yerda amaldagi aksiya yoʻq.",
  problemCodeTaken: "Bu kod band. Iltimos, boshqasini tanlang.",
  problemCodeUnfit: "Bunday koddan foydalanib boʻlmaydi. Iltimos, boshqasini tanlang.",
  problemCodeCharacters: "Kod harf va raqamlardan iborat. Ular orasiga boʻsh joy, chiziqcha yoki nuqta qoʻyish mumkin.",
  problemCodeLength: "Kodda 2 tadan 40 tagacha harf yoki raqam boʻlishi kerak.",
  problemCodeScripts: "Bu kodda ikki alifbo harflari aralashgan. Iltimos, bittasini tanlang.",
  problemTooManyCodes: "Bundan ortiq kod olib boʻlmaydi.",
  problemEnteredBefore: "Siz bu kodni avval kiritgansiz.",
  problemChoiceOver: "Buni endi tanlab boʻlmaydi.",
  problemOther: "Xatolik yuz berdi. Qayta urinib koʻring.",

  standingApplicationRequired: "Bu dasturda qatnashish uchun ariza berishingiz mumkin.",
  standingApplicationPending: "Arizangizni oldik va tez orada koʻrib chiqamiz.",
  standingApplicationRefused: "Arizangiz qabul qilinmadi.",
  standingLapsedFriends: {
    by: "count",
    forms: {
      one: "Dasturda qolish uchun {time} ichida {count} ta doʻst xarid qilishi kerak edi.",
      other: "Dasturda qolish uchun {time} ichida {count} ta doʻst xarid qilishi kerak edi.",
    },
  },
  standingLapsedRevenue: "Dasturda qolish uchun doʻstlaringiz {time} ichida {least} miqdorida xarid qilishi kerak edi.",
  standingBroughtFriends: {
    by: "count",
    forms: { one: "{count} ta doʻst xarid qildi.", other: "{count} ta doʻst xarid qildi." },
  },
  standingBroughtRevenue: "Ular {amount} miqdorida xarid qildi.",
  standingBroughtLess: "Ular kamroq xarid qildi.",
  standingApplyAgain: "Hoziroq yana ariza berishingiz mumkin.",
  standingNotInSegment: "Bu dastur tanlangan xaridorlar uchun.",
  standingNotSampled: "Bu dastur hozircha ayrim xaridorlar bilan sinab koʻrilmoqda. Siz hali qatnasha olmaysiz.",
  standingProgramNotActive: "Hozir bu dasturga yangi doʻst taklif qilib boʻlmaydi.",
  standingProgramPaused: "Dastur toʻxtatib turilgan: takliflar hozir hisobga olinmaydi.",
  standingProgramEnded: "Dastur tugagan: yangi takliflar hisobga olinmaydi.",
  standingProgramStarts: "Dastur boshlanadigan kun: {day}",
  standingCodeDisabled:
    "Doʻkon kodingizni oʻchirib qoʻygan, shuning uchun havolangiz hozir ishlamaydi. Doʻkonga murojaat qiling.",
  standingCodeOver: "Kodingiz endi amal qilmaydi, shuning uchun havolangiz ishlamaydi. Doʻkondan yangisini soʻrang.",
  standingBlocked: "Siz bu dasturda qatnasha olmaysiz. Agar bu xato boʻlsa, doʻkonga murojaat qiling.",

  shareSubject: "{shop}: taklif",
  shareMessage: "Sizni {shop} doʻkoniga taklif qilaman. {offer}",
  shareMessagePlain: "Sizni {shop} doʻkoniga taklif qilaman.",

  progressConversions: {
    by: "count",
    forms: {
      one: "Yana {count} ta doʻst xarid qilsin: {nth}-doʻstdan boshlab har biri uchun {reward}",
      other: "Yana {count} ta doʻst xarid qilsin: {nth}-doʻstdan boshlab har biri uchun {reward}",
    },
  },
  progressSignups: {
    by: "count",
    forms: {
      one: "Yana {count} ta doʻst qoʻshilsin: {nth}-doʻstdan boshlab har biri uchun {reward}",
      other: "Yana {count} ta doʻst qoʻshilsin: {nth}-doʻstdan boshlab har biri uchun {reward}",
    },
  },
  progressTop: "Siz eng yuqori darajadasiz: {reward}",
  progressRevenue: "Doʻstlaringizning xaridlari {from} ga yetganda, har bir xarid uchun: {reward}",

  friendLabel: "Doʻst {number}",
  friendJoined: "Qoʻshilgan sana: {day}",
  friendExpired: "Qoʻshilgan sana: {day}; vaqtida xarid qilmagan",
  friendBought: "Birinchi xarid: {day}",
  friendRejected: "Qabul qilinmadi",

  rewardPending: "{day} gacha kutilmoqda",
  rewardDue: "Tez orada tasdiqlanadi",
  rewardInReview: "Tekshirilmoqda",
  rewardApproved: "Olish mumkin",
  rewardFulfilled: "Berilgan",
  rewardVoided: "Bekor qilingan",
  rewardClawedBack: "Qaytarib olingan",

  couponPercent: "{percent} chegirma",
  couponPercentFrom: "Kamida {least} boʻlgan buyurtmaga {percent} chegirma",
  couponAmount: "{amount} chegirma",
  couponAmountFrom: "Kamida {least} boʻlgan buyurtmaga {amount} chegirma",
  couponShipping: "Bepul yetkazib berish",
  couponShippingFrom: "Kamida {least} boʻlgan buyurtma bepul yetkaziladi",
  couponUntil: "{day} gacha amal qiladi",
  expiresNext: "Sarflanmasa, {day} kuni kuyadi: {reward}",
  payoutUnderWay: "Toʻlanmoqda: {reward}",
  payoutPrepared: "{day} kungi toʻlov tayyorlanmoqda",
  payoutNext: "Keyingi toʻlov: {day}",
  payoutNextOf: "Keyingi toʻlov: {day}, {until} gacha tasdiqlangan mukofotlar uchun",
  payoutMissing: "Eng kam toʻlov: {least}, yana {missing} kerak",

  choiceUntil: "Mukofotni {day} gacha tanlang",
  choiceMade: "Tanlovingiz saqlandi: {reward}",

  codeAccepted: "Bu kod amal qiladi.",
  codeTooLate: "Kod kiritish uchun kech boʻldi.",
  redeemed: "Taklif hisobga olindi. Xush kelibsiz!",
};
