import { theHub, type Actor } from '../core/actor.ts'
import { operationNamed } from '../main/rooms.ts'
import { doAsHub, makeDraft, SEEDS, type Made } from './dialogues.ts'
import type { Hub } from './hub.ts'

// For hubs whose clock runs: a dialogue of today, and votes by the deeds that pages use.

const DAY_MS = 86_400_000

type Wanted = {
  readonly title?: string
  readonly peopleFrom?: string
  readonly language?: string
  readonly publication?: 'aggregates'
  readonly open?: boolean
}

/** A dialogue of the department; open since yesterday unless wanted otherwise. */
export async function stageDialogue(hub: Hub, { open = true, ...more }: Wanted = {}): Promise<Made> {
  const now = hub.runner.outside.now().getTime()
  const at = (days: number) => new Date(now + days * DAY_MS).toISOString()
  const made = await makeDraft(hub, { languages: ['en', 'fr', 'ar'], opensAt: at(-1), closesAt: at(10), answerBy: at(40), ...more })
  if (open) await doAsHub(hub, 'dialogue.open', { dialogue: made.id })
  return made
}

const stranger: Actor = { ...theHub, operator: false }

/** Two camps of guests: they agree on the first statement, oppose each other on the next four, and vary on the rest by their number. */
export async function castVotes(hub: Hub, dialogue: Made, guests = 24): Promise<void> {
  const vote = operationNamed('dialogue.cast-vote')
  for (let n = 0; n < guests; n += 1) {
    const actor = await guestOf(hub, dialogue)
    for (const statement of SEEDS.keys()) {
      await vote.invoke(hub.runner, { dialogue: dialogue.id, statement, choice: choiceOf(n, statement) }, actor)
    }
  }
}

function choiceOf(n: number, statement: number): string {
  if (statement === 0) return 'agree'
  if (statement < 5) return (n % 2 === 0) === statement % 2 > 0 ? 'agree' : 'disagree'
  return ['agree', 'disagree', 'pass'][(n + statement) % 3] ?? 'pass'
}

async function guestOf(hub: Hub, { id }: Made): Promise<Actor> {
  const { key } = (await operationNamed('dialogue.join').invoke(hub.runner, { dialogue: id }, stranger)) as { key: string }
  const secret = hub.runner.outside.keys.verify(`guest/${id}`, key)
  return { ...stranger, guestKey: (dialogue) => (dialogue === id ? secret : null) }
}
