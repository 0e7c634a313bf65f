import type { Actor } from '../../core/actor.ts'
import { HOME_TOWN, UNIT, WOMEN } from './bodies.ts'
import { DAY_MS, type Staff, type Stage } from './stage.ts'

type InThree = Readonly<Record<'fr' | 'en' | 'ar', string>>

/** The articles of last year's outcome document, each by the place of the recommendation that it comes from. */
export const articles: readonly { readonly from: number; readonly text: InThree }[] = [
  {
    from: 0,
    text: {
      fr: 'Chaque maison d’association garde une boîte aux lettres où l’on peut écrire aux siens sans compte ni téléphone.',
      en: 'Each house of an association keeps a letter box in which one can write to one’s people without an account and without a telephone.',
      ar: 'تحتفظ كل دار من دور الجمعيات بصندوق بريد يمكن الكتابة فيه إلى الأهل من دون حساب ومن دون هاتف.',
    },
  },
  {
    from: 1,
    text: {
      fr: 'Le Secrétariat tient un annuaire des associations, que chacune peut quitter et corriger elle-même.',
      en: 'The Secretariat keeps a directory of associations, which each of them can leave and correct itself.',
      ar: 'تحتفظ الأمانة بدليل للجمعيات، ولكل جمعية أن تغادره وأن تصحّح بطاقتها بنفسها.',
    },
  },
  {
    from: 2,
    text: {
      fr: 'Les colis entre familles ont un tarif que chacun peut payer.',
      en: 'Parcels between families have a tariff that everybody can pay.',
      ar: 'للطرود بين العائلات تعرفة يستطيع الجميع دفعها.',
    },
  },
]

const RESERVATION = 'Nous adhérons à cet article, à condition que l’annuaire soit tenu par les associations elles-mêmes.'

export const outcomeTexts = (language: string): readonly string[] => [
  ...articles.flatMap(({ text }) => (language === 'fr' || language === 'en' || language === 'ar' ? [text[language]] : [])),
  ...(language === 'fr' ? [RESERVATION] : []),
]

type Held = { readonly staff: ReadonlyMap<string, Staff>; readonly recommendations: readonly string[]; readonly heldDaysAgo: number }
type Begun = { readonly stage: Stage; readonly by: { readonly actor: Actor; readonly at: Date } }

/** The report and the outcome document of last year's edition, released in three languages; they are printed by the first sweep. What comes back: the latter. */
export async function playOutcomes(stage: Stage, { staff, recommendations, heldDaysAgo }: Held): Promise<string | null> {
  const unit = staff.get(UNIT)
  if (unit === undefined) return null
  const held = new Date(stage.today.getTime() - heldDaysAgo * DAY_MS)
  // Printed today, by the first sweep: what is printed has the day of its release.
  const released = { actor: unit.convener, at: stage.today }
  const begun: Begun = { stage, by: { actor: unit.convener, at: new Date(held.getTime() + 120 * DAY_MS) } }
  const edition = { summit: 'iles', edition: held.toISOString().slice(0, 4) }
  const report = await begin(begun, { ...edition, sort: 'report' })
  await stage.call('outcomes.release', { document: report }, released)
  const outcome = await begin(begun, { ...edition, sort: 'outcome' })
  for (const [at, { from, text }] of articles.entries()) {
    const source = recommendations[from]
    const sources = source === undefined ? [] : [{ sort: 'recommendation', id: source }]
    await stage.call('outcomes.add-section', { document: outcome, kind: 'article' }, begun.by)
    for (const language of ['fr', 'en', 'ar'] as const) {
      const sentences = [{ text: text[language], language, sources }]
      const section = { document: outcome, language, section: at + 1, revision: 1, heading: '', sentences }
      await stage.call('outcomes.write-section', section, begun.by)
    }
  }
  await stage.call('outcomes.release', { document: outcome }, released)
  return outcome
}

async function begin({ stage, by }: Begun, what: object): Promise<string> {
  const { id } = await stage.call<{ id: string }>('outcomes.begin', { ...what, language: 'fr' }, by)
  for (const language of ['en', 'ar']) await stage.call('outcomes.begin-language', { document: id, language, translator: 'person' }, by)
  return id
}

type Endorsed = { readonly staff: ReadonlyMap<string, Staff>; readonly outcome: string }

/** What bodies say to the articles, one of them with a reservation: once the document was printed. */
export async function playEndorsement(stage: Stage, { staff, outcome }: Endorsed): Promise<void> {
  const [unit, town, women] = [staff.get(UNIT), staff.get(HOME_TOWN), staff.get(WOMEN)]
  if (unit === undefined || town === undefined || women === undefined) return
  const at = stage.today
  const until = new Date(at.getTime() + 30 * DAY_MS).toISOString().slice(0, 10)
  const asked = { document: outcome, until, bodies: [town.bodyId, women.bodyId] }
  await stage.call('outcomes.ask-endorsement', asked, { actor: unit.convener, at })
  const all = articles.map((_, index) => ({ article: index + 1, choice: 'endorsed' }))
  const reserved = all.map((one) => (one.article === 2 ? { ...one, choice: 'reserved', reservation: RESERVATION } : one))
  const said = { document: outcome, language: 'fr' }
  await stage.call('outcomes.endorse-articles', { ...said, body: unit.bodyId, articles: all }, { actor: unit.convener, at })
  await stage.call('outcomes.endorse-articles', { ...said, body: town.bodyId, articles: reserved }, { actor: town.convener, at })
}
