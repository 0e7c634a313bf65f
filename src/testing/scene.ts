import { theHub, type Actor } from '../core/actor.ts'
import { operationNamed } from '../main/rooms.ts'
import type { Hub } from './hub.ts'

const DAY_MS = 86_400_000

type Dialogue = { readonly id: string; readonly slug: string }
type Wanted = Partial<{
  title: string
  language: string
  seeds: readonly string[]
  participation: string
  moderation: string
  mayAdd: boolean
  open: boolean
  questions: readonly string[]
}>

const call = async <T>(hub: Hub, name: string, input: unknown, actor: Actor): Promise<T> =>
  (await operationNamed(name).invoke(hub.runner, input, actor)) as T

export const SEEDS = [
  'The consulate should open one evening a week.',
  'Les cours de langue devraient être gratuits pour les enfants.',
  'يجب أن تكون الاستمارات متاحة باللغة العربية.',
  'Associations should be asked before a law changes.',
  'A help line for newcomers matters more than a festival.',
  'Youth should chair one session in each summit.',
  'Votes from abroad should be counted on the same day.',
  'Remittance fees should be published every month.',
] as const

/** A dialogue of the unit, prepared by Niamh; open since yesterday unless wanted otherwise. */
export async function stageDialogue(hub: Hub, wanted: Wanted = {}): Promise<Dialogue> {
  const niamh = hub.cast.members.get('niamh')?.actor ?? theHub
  const now = hub.runner.outside.now().getTime()
  const at = (days: number) => new Date(now + days * DAY_MS).toISOString()
  const { open = true, ...rest } = wanted
  const dialogue = await call<Dialogue>(
    hub,
    'dialogue.create',
    {
      bodyId: hub.cast.bodies.unit,
      language: 'en',
      title: 'Services for people abroad',
      summary: 'What should change first?',
      background: 'Two paragraphs.\n\nWith a [link](https://example.org/).',
      questions: ['What works already?', 'What is missing most?'],
      languages: ['en', 'fr', 'ar'],
      opensAt: at(-1),
      closesAt: at(10),
      answerBy: at(40),
      participation: 'anyone',
      mayAdd: true,
      moderation: 'before',
      seeds: SEEDS,
      ...rest,
    },
    niamh,
  )
  if (open) await call(hub, 'dialogue.open', { dialogue: dialogue.id }, niamh)
  return dialogue
}

/** A guest takes part; their actor acts for them from then on. */
export async function joinAsGuest(hub: Hub, dialogue: Dialogue): Promise<Actor> {
  const stranger: Actor = { ...theHub, operator: false }
  const { key } = await call<{ key: string }>(hub, 'dialogue.join', { dialogue: dialogue.id }, stranger)
  const secret = hub.runner.outside.keys.verify(`guest/${dialogue.id}`, key)
  return { ...stranger, guestKey: (id) => (id === dialogue.id ? secret : null) }
}

/** Two camps of guests: they agree on the first statement, oppose each other on the next four, and vary on the rest by their number. */
export async function castVotes(hub: Hub, dialogue: Dialogue, guests = 24): Promise<void> {
  for (let n = 0; n < guests; n += 1) {
    const actor = await joinAsGuest(hub, dialogue)
    const side = n % 2 === 0
    for (let statement = 0; statement < SEEDS.length; statement += 1) {
      const choice =
        statement === 0
          ? 'agree'
          : statement < 5
            ? side === statement % 2 > 0
              ? 'agree'
              : 'disagree'
            : (['agree', 'disagree', 'pass'] as const)[(n + statement) % 3]
      await call(hub, 'dialogue.cast-vote', { dialogue: dialogue.id, statement, choice }, actor)
    }
  }
}
