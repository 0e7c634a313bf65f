import { basename, resolve } from 'node:path'
import type { ConversationFiles, VoteEvents } from '#polis-form'
import { z } from 'zod'
import { Refused } from '../../core/refused.ts'
import { HubFault, InputRefused } from './faults.ts'
import { finalVotes } from './final-votes.ts'
import type { Terminal } from './terminal.ts'
import { withHub, type CalledHub } from './with-hub.ts'

type Import = {
  readonly conversation: ConversationFiles
  readonly folder: string
  readonly language: string
  /** The address of the body that it is to belong to; null: the one for all that is imported. */
  readonly body: string | null
  readonly json: boolean
}

const made = z.object({ id: z.string(), slug: z.string() })
const LONGEST_TITLE = 1000
const number = (value: number): string => value.toLocaleString('en')

/** Into the hub's database, with its result. */
export async function bringIn({ conversation, folder, language, body, json }: Import, terminal: Terminal): Promise<void> {
  const { statements, description, url } = conversation
  await withHub(terminal, async (hub) => {
    const bodyId = await bodyFor(hub, body)
    const events = dated(conversation, hub.now())
    const final = finalVotes(events)
    terminal.step(`Writing ${number(statements.length)} statements and ${number(events.values.length)} votes.`)
    const words = { title: titleOf(conversation, folder), description: description ?? '', source: url, language }
    const dialogue = made.parse(await hub.call('dialogue.import-conversation', { bodyId, ...words, statements, events, final }))
    const address = hub.address(`/dialogues/${dialogue.slug}`)
    terminal.step('Computing the result.')
    await hub.sweep().catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error)
      throw new HubFault(`The conversation is imported at ${address}, but its result could not be computed yet: ${why}`)
    })
    const counts = { statements: statements.length, votes: final.values.length, participants: new Set(final.participants).size }
    const sentence = `${number(counts.statements)} statements and ${number(counts.votes)} final votes of ${number(counts.participants)} people are now at`
    const printed = { ...dialogue, address, ...counts, voteEvents: events.values.length }
    await terminal.answer(json ? `${JSON.stringify(printed)}\n` : `${sentence}\n${address}\n`)
  })
}

function titleOf({ topic }: ConversationFiles, folder: string): string {
  return (topic?.trim() || basename(resolve(folder)) || 'Imported conversation').slice(0, LONGEST_TITLE)
}

/** participants-votes.csv tells no times. Its votes get the time of the newest statement, or of the import: 1970 would be shown to readers as if it were known. */
function dated({ votes, votesFrom, statements }: ConversationFiles, now: Date): VoteEvents {
  if (votesFrom === 'votes.csv') return votes
  const newest = statements.reduce((latest, { at }) => Math.max(latest, at ?? 0), 0)
  return { ...votes, at: new Float64Array(votes.at.length).fill(newest === 0 ? now.getTime() : newest) }
}

const IMPORTED = {
  slug: 'imported-conversations',
  kind: 'partner',
  texts: [
    {
      language: 'en',
      name: 'Imported conversations',
      summary: 'Conversations that were held elsewhere and brought here with all their votes.',
    },
    {
      language: 'fr',
      name: 'Conversations importées',
      summary: 'Des conversations tenues ailleurs et reprises ici avec tous leurs votes.',
    },
    { language: 'ar', name: 'محادثات مستوردة', summary: 'محادثات جرت في أماكن أخرى ونُقلت إلى هنا بجميع أصواتها.' },
  ],
}

/** The body that answers for the dialogue here: the one that was named, else the one for all that was imported. */
async function bodyFor(hub: CalledHub, slug: string | null): Promise<string> {
  const found = await bodyNamed(hub, slug ?? IMPORTED.slug)
  if (found !== null) return found
  if (slug !== null) throw new InputRefused(`This hub has no body with the address "${slug}"; nothing was imported.`)
  try {
    return made.parse(await hub.call('organisations.create-body', IMPORTED)).id
  } catch (error) {
    // Another import that runs at the same time made it between the question and the deed.
    if (!(error instanceof Refused) || error.refusal.code !== 'body.address-taken') throw error
    return (await bodyNamed(hub, IMPORTED.slug)) ?? Promise.reject(error)
  }
}

/** The id of the body at this address; null: there is none. */
export async function bodyNamed(hub: CalledHub, slug: string): Promise<string | null> {
  try {
    return z.object({ id: z.string() }).parse(await hub.call('organisations.body-profile', { body: slug })).id
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === 'body.missing') return null
    throw error
  }
}
