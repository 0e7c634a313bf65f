/** What the reader knows of French, English and Arabic. Everything here is compared in its plain form, see `plain`. */
import { PARTS, type Part } from './parts.ts'

export type Language = 'fr' | 'en' | 'ar'

/** Without accents, vowel marks, capitals, kinds of apostrophes, dashes and spaces. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\u0640\u200e\u200f\u00ad]/gu, '')
    .toLowerCase()
    .replaceAll(/[’‘ʼ`´]/g, "'")
    .replaceAll(/[‐‑‒–—―]/g, '-')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const HEADINGS: Readonly<Partial<Record<Part, string>>> = {
  overview: `aperçu, aperçu général, vue d'ensemble, présentation, introduction, résumé, synthèse, en bref;
    overview, summary, introduction, at a glance, in brief, executive summary;
    نظرة عامة, لمحة عامة, لمحة, مقدمة, المقدمة, تمهيد, ملخص, الملخص, نبذة, نبذة عامة`,
  context: `contexte, arrière-plan, historique, cadre, enjeux, justification, état des lieux, contexte général;
    context, background, rationale, background information, situation, issues, the issues;
    السياق, السياق العام, خلفية, الخلفية, خلفية عامة, معلومات أساسية, الإطار العام, المبررات`,
  scope: `portée, champ, champ d'application, objectif, objectifs, objet, but, buts, finalité, objectif général, résultats attendus;
    scope, objective, objectives, purpose, aim, aims, goal, goals, expected outcomes, expected results;
    النطاق, نطاق, هدف, الهدف, الأهداف, أهداف, الغرض, الغاية, النتائج المتوقعة, النتائج المرجوة`,
  questions: `questions, questions directrices, questions d'orientation, questions clés, questions à débattre, questions à examiner,
    questions pour la discussion, questions pour le débat, points de discussion;
    questions, guiding questions, key questions, discussion questions, questions for discussion, questions for debate, discussion points;
    الأسئلة, أسئلة, الأسئلة التوجيهية, أسئلة توجيهية, الأسئلة الإرشادية, أسئلة للنقاش, أسئلة النقاش, الأسئلة الرئيسية, محاور النقاش`,
  method: `méthodologie, méthode, format, déroulement, modalités, organisation, programme, méthode de travail, formule;
    methodology, method, format, modalities, working method, working methods, programme, program, structure, how it works;
    المنهجية, منهجية, الشكل, شكل, طريقة العمل, أسلوب العمل, سير, صيغة, الصيغة, برنامج, البرنامج, آلية العمل`,
  closing: `bienvenue, mot de bienvenue, mot de la fin, conclusion, invitation, pour conclure;
    welcome, closing, closing remarks, conclusion, invitation, closing words;
    ترحيب, كلمة ترحيب, الختام, ختام, خاتمة, الخاتمة, كلمة ختامية, دعوة`,
  host: `hôte, hôtes, pays hôte, gouvernement hôte, organisateur, organisateurs, lieu, accueil, organisé par, accueilli par, accueillie par;
    host, hosts, host government, host country, hosted by, organiser, organisers, organizer, organizers, organised by, organized by, venue, convened by;
    المضيف, الجهة المضيفة, الدولة المضيفة, الحكومة المضيفة, البلد المضيف, الاستضافة, المكان, مكان الانعقاد, الجهة المنظمة, تستضيفها, تنظيم, باستضافة`,
}

const PART_NAMES = Object.entries(HEADINGS).flatMap(([part, phrases]) =>
  phrases.split(/[,;]/).map((phrase) => [plain(phrase), part] as const),
)
const KNOWN: ReadonlyMap<string, Part> = new Map(
  PARTS.flatMap((part) => PART_NAMES.filter(([, named]) => named === part).map(([phrase]) => [phrase, part])),
)

const AROUND =
  /^(?:the |our |la |le |les |l'|(?:session|seance) )|(?:,? (?:de|du|des|pour) (?:la |le |les |cette |l')?(?:session|seance|atelier|discussion|reunion)| (?:of|for) (?:the |this )?(?:session|discussion|meeting|workshop)| (?:ال|هذه ال|لل)?جلسه)$/g
const withoutSession = (heading: string): string => heading.replaceAll(AROUND, '').replaceAll(AROUND, '').trim()
const AND = / (?:et|and|&|und) | و(?=ال|ا)/

/** The part that a heading announces, whatever stands around its word ("Portée de la session"); null: it names a subject. */
export function partNamed(heading: string): Part | null {
  const bare = plain(heading).replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const found = KNOWN.get(bare) ?? KNOWN.get(withoutSession(bare))
  if (found !== undefined) return found
  const halves = bare.split(AND).map((half) => KNOWN.get(withoutSession(half)))
  return halves.length === 2 && !halves.includes(undefined) ? (halves[0] ?? null) : null
}

const SESSION =
  /^(?:(session|seance)|atelier|workshop|panel|table ronde|round ?table|plenary|pleniere|(الجلسه|جلسه)|ورشه(?: العمل)?|المائده المستديره)\s*(?:n[o°]?\.?|no\.?|number|numero|#|رقم)?\s*(?:(\p{Nd}{1,3})|([ivx]{1,5})|(\p{L}+))\s*(?:(?:\/|of|sur|de|من)\s*(\p{Nd}{1,3}))?\s*(?:[-:.،|]|$)/u

const ORDINALS: readonly (readonly string[])[] = [
  ['one', 'first', 'un', 'une', 'premiere', 'الاولي'],
  ['two', 'second', 'deux', 'deuxieme', 'الثانيه'],
  ['three', 'third', 'trois', 'troisieme', 'الثالثه'],
  ['four', 'fourth', 'quatre', 'quatrieme', 'الرابعه'],
  ['five', 'fifth', 'cinq', 'cinquieme', 'الخامسه'],
  ['six', 'sixth', 'sixieme', 'السادسه'],
  ['seven', 'seventh', 'sept', 'septieme', 'السابعه'],
  ['eight', 'eighth', 'huit', 'huitieme', 'الثامنه'],
  ['nine', 'ninth', 'neuf', 'neuvieme', 'التاسعه'],
  ['ten', 'tenth', 'dix', 'dixieme', 'العاشره'],
]
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii', 'xiii', 'xiv', 'xv']

/** `sure`: it says "session" and a number, and nothing else. */
export type SessionLabel = { readonly number: number; readonly sure: boolean }

/** The number that a title begins with: "Session 6 – ...". */
export function sessionLabel(title: string): SessionLabel | null {
  const found = SESSION.exec(plain(title))
  if (found === null) return null
  const [, session, sessionInArabic, digits, roman, word, of] = found
  const number = digits === undefined ? numberOf(roman ?? word ?? '') : Number(asciiDigits(digits))
  if (number === null || number < 1) return null
  return { number, sure: (session ?? sessionInArabic) !== undefined && digits !== undefined && of === undefined }
}

function numberOf(word: string): number | null {
  const place = ROMAN.indexOf(word) >= 0 ? ROMAN.indexOf(word) : ORDINALS.findIndex((words) => words.includes(word))
  return place < 0 ? null : place + 1
}

/** Digits of any script as ours. */
function asciiDigits(digits: string): string {
  return digits.replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
}

/** The title without the label of its session, as it was written. */
export function withoutLabel(title: string): string {
  const separated = /^[^\p{L}]*[^–—:.،|-]{1,40}?[\s\u00a0]*(?:[–—:.،|-])[\s\u00a0]*/u.exec(title)
  if (separated !== null && sessionLabel(separated[0]) !== null) return title.slice(separated[0].length)
  return sessionLabel(`${title} -`) !== null && !/[–—:.،|-]/.test(title) ? '' : title
}

const EVENT =
  /note (?:d'information|conceptuelle|d'orientation|de cadrage)|briefing note|concept note|background note|\b(?:sommet|summit|forum|conference|congres|congress|assises)\b|مذكره|ورقه مفاهيميه|قمه|القمه|منتدي|المنتدي|مؤتمر|المؤتمر/
const NOTE_FOR =
  /^(?:note (?:d['’]information|conceptuelle|d['’]orientation|de cadrage)|briefing note|concept note|background note|مذكرة (?:معلومات|إعلامية|إحاطة|توجيهية|مفاهيمية)|مذكرة)[\s\u00a0]*(?:(?:[–—:-]|sur|pour|du|de|on|for|of|about|بشأن|حول|عن|لـ)[\s\u00a0]+)*(?:(?:le|la|les|the)[\s\u00a0]+|l['’])?/iu
/** The meeting, without what kind of document this is. */
export const eventNamed = (line: string): string => line.replace(NOTE_FOR, '').trim()

export const namesEvent = (line: string): boolean => EVENT.test(plain(line))

const WELCOME =
  /impatients? de vous|hate de vous|plaisir de vous|rejouissons|soyez l[ea]s? bienvenue?s?|bienvenue a|vous attendons|look(?:ing)? forward to|we (?:warmly )?welcome you|you are welcome|join us|hope to see you|نتطلع الي|نرحب ب|يسعدنا|يسرنا|اهلا (?:وسهلا )?ب|ننتظركم/
export const welcomes = (paragraph: string): boolean => WELCOME.test(plain(paragraph))

const SCOPE =
  /(?:objectif|but|objet) de (?:cette|la) (?:session|seance)|(?:session|seance) (?:vise|a pour (?:but|objet|objectif))|(?:aim|objective|purpose|goal)s? of (?:this|the) session|session (?:aims|seeks|will explore|will examine)|(?:تهدف|تسعي) (?:هذه )?الجلسه|(?:هدف|غرض) (?:هذه )?الجلسه/
export const saysScope = (paragraph: string): boolean => SCOPE.test(plain(paragraph))

const METHOD =
  /(?:session|seance) (?:s'ouvrira|debutera|commencera|se deroulera|se terminera)|session (?:will|shall) (?:open|begin|start|close|end|conclude|be opened|take the form)|(?:ستفتتح|تفتتح|ستبدا|تبدا|ستختتم|تختتم|ستنتهي) (?:هذه )?الجلسه/
export const saysMethod = (paragraph: string): boolean => METHOD.test(plain(paragraph))

export const speaksOfQuestions = (text: string): boolean => /question|اسئله|الاسئله/.test(plain(text))

/** A page's number, and nothing else. */
export const isPageNumber = (text: string): boolean =>
  /^(?:page |p\. ?|صفحه |الصفحه )?[-[(]? ?\p{Nd}{1,3} ?[-\])]?(?: ?(?:\/|of|sur|de|من) ?\p{Nd}{1,3})?$/u.test(plain(text))

const LITTLE =
  /(?:^|\s)(?:de|du|des|la|le|les|un|une|et|ou|a|au|aux|en|dans|par|pour|sur|avec|que|qui|the|of|and|or|to|in|on|for|with|by|from|that|which|an|من|في|علي|الي|عن|مع|ان|التي|الذي|و|او)$/
/** Whether it ends in a word that wants another after it. */
export const endsOpen = (text: string): boolean => LITTLE.test(plain(text))

export function languageOf(text: string): { readonly language: Language | null; readonly sure: boolean } {
  const sample = plain(text.slice(0, 20_000))
  const arabic = sample.match(/\p{Script=Arabic}/gu)?.length ?? 0
  const latin = sample.match(/\p{Script=Latin}/gu)?.length ?? 0
  if (arabic > latin) return { language: 'ar', sure: arabic > 2 * latin }
  const french = sample.match(/(?<!\p{L})(?:de|la|le|les|des|et|du|une?|pour|dans|est|que|qui|au|aux|sur)(?!\p{L})/gu)?.length ?? 0
  const english = sample.match(/(?<!\p{L})(?:the|of|and|to|in|an?|for|is|are|that|with|on|by|this)(?!\p{L})/gu)?.length ?? 0
  if (french + english === 0) return { language: null, sure: false }
  const likely = french > english ? french : english
  return { language: french > english ? 'fr' : 'en', sure: likely >= 5 && likely > 3 * (french + english - likely) }
}
