import { resolve } from 'node:path'
import { z } from 'zod'
import { SPACE_SORTS, stayingInWords } from '../../core/moving.ts'
import type { Asked } from './asked.ts'
import { InputRefused } from './faults.ts'
import { passphraseOf } from './passphrase.ts'
import type { Terminal } from './terminal.ts'
import { withHub, type CalledHub } from './with-hub.ts'

const planned = z.object({
  ...{ space: z.string(), sort: z.enum(SPACE_SORTS) },
  travels: z.array(z.object({ table: z.string(), room: z.string(), rows: z.number() })),
  stays: z.array(z.object({ table: z.string(), room: z.string(), reason: z.string() })),
})
type Planned = z.infer<typeof planned>
const exported = z.object({ bytes: z.number(), rows: z.number(), members: z.number(), staying: z.number(), destination: z.string() })
const imported = z.object({
  ...{ space: z.string(), sort: z.enum(SPACE_SORTS), receipt: z.string(), origin: z.string(), members: z.number(), already: z.boolean() },
  alike: z.array(z.string()),
  ...{ rows: z.record(z.string(), z.number()), left: z.record(z.string(), z.number()) },
})
const settled = z.object({ destination: z.string() })

/** The file goes to another hub, so it has a passphrase of its own, and never the one of this hub's backups. */
function ownPassphrase(asked: Asked): string {
  const passphrase = passphraseOf(asked, { backupKey: null })
  if (passphrase === null)
    throw new InputRefused(
      'Say the passphrase of the file: --passphrase-file <file>. The other hub needs the same; send it by another way than the file.',
    )
  return passphrase
}

const originOf = (hub: CalledHub): string => new URL(hub.address('/')).origin

const planOf = async (hub: CalledHub, space: string): Promise<Planned> => planned.parse(await hub.call('moves.plan', { space }))

const answerIn = (asked: Asked, terminal: Terminal, said: object, sentences: readonly string[]): Promise<void> =>
  terminal.answer(asked.has('json') ? `${JSON.stringify(said)}\n` : `${sentences.join('\n')}\n`)

/** What `export space --plan` prints: each table in the words of the page that says what the hub keeps. */
function planIn(hub: CalledHub, { travels, stays }: Planned): string[] {
  const what = (room: string, table: string) => hub.say(`${room}.holds.${table}.what`)
  const there = travels.filter(({ rows }) => rows > 0)
  const byReason = Map.groupBy(stays, ({ reason }) => reason)
  return [
    'This travels:',
    ...there.map(({ room, table, rows }) => `  ${table} (${rows.toLocaleString('en')}): ${what(room, table)}`),
    ...[...byReason].flatMap(([reason, tables]) => [
      '',
      `This does not travel, for it ${stayingInWords(reason)}:`,
      ...tables.map(({ room, table }) => `  ${table}: ${what(room, table)}`),
    ]),
  ]
}

export async function exportSpace(asked: Asked, terminal: Terminal): Promise<void> {
  const [space = '', given = ''] = asked.arguments
  const passphrase = asked.has('plan') ? '' : ownPassphrase(asked)
  await withHub(terminal, async (hub) => {
    const plan = await planOf(hub, space)
    if (asked.has('plan')) return answerIn(asked, terminal, plan, planIn(hub, plan))
    const at = { space: plan.space }
    await hub.call('moves.freeze', at)
    terminal.step(`The ${plan.sort} is read only now. Writing the file.`)
    const file = resolve(given)
    const done = exported.parse(await hub.call('moves.export', { ...at, file, passphrase, hub: originOf(hub) }))
    return answerIn(asked, terminal, { file, ...done }, [
      `${file}: ${done.rows.toLocaleString('en')} rows, ${done.members} who can come along, ${done.staying} who do not.`,
      `It is for ${done.destination} alone. When that hub has taken it in it prints a receipt: then "settle space ${space} <receipt>".`,
      `Where it is not taken in: "keep space ${space}", and the ${plan.sort} goes on here.`,
    ])
  })
}

export async function importSpace(asked: Asked, terminal: Terminal): Promise<void> {
  const [given = ''] = asked.arguments
  const passphrase = ownPassphrase(asked)
  await withHub(terminal, async (hub) => {
    terminal.step('Reading the file. Nothing is there before all of it is.')
    const done = imported.parse(await hub.call('moves.import', { file: resolve(given), passphrase, hub: originOf(hub) }))
    const rows = Object.values(done.rows).reduce((sum, count) => sum + count, 0)
    const left = Object.entries(done.left).map(([table, count]) => `Left out, for this hub does not know the place: ${count} of ${table}.`)
    return answerIn(asked, terminal, done, [
      done.already
        ? 'It is here already; nothing was done.'
        : `${hub.address(`/arrivals/space/${done.space}`)}: ${rows.toLocaleString('en')} rows, ${done.members} are awaited.`,
      ...left,
      ...done.alike.map(
        (name) =>
          `It could be taken for ${name}, which is verified here; its page warns of that. Where they are two, mark them as different.`,
      ),
      `Receipt for whoever runs ${done.origin}: ${done.receipt}`,
    ])
  })
}

export async function settleSpace(asked: Asked, terminal: Terminal): Promise<void> {
  const [space = '', receipt = ''] = asked.arguments
  await withHub(terminal, async (hub) => {
    const plan = await planOf(hub, space)
    const done = settled.parse(await hub.call('moves.settle', { space: plan.space, receipt }))
    return answerIn(asked, terminal, done, [`The page here leads to ${done.destination} now, and those who come along are written to.`])
  })
}

export async function keepSpace(asked: Asked, terminal: Terminal): Promise<void> {
  const [space = ''] = asked.arguments
  await withHub(terminal, async (hub) => {
    const plan = await planOf(hub, space)
    await hub.call('moves.cancel', { space: plan.space })
    return answerIn(asked, terminal, { space: plan.space }, [
      'It does not move, and goes on here. A file that was written leads nobody there.',
    ])
  })
}
