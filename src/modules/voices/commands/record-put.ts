import { all, yes } from '#base'
import { z } from 'zod'
import { theHub } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { perform, together, type Runner } from '../../../core/perform.ts'
import type { UnnamedReceiver } from '../../../core/receiver.ts'
import { hubAlone, refuse, Refused } from '../../../core/refused.ts'
import { openWords, sealWords, type Put } from '../queries/seals.ts'
import * as shapes from '../queries/shapes.ts'
import { quietly } from '../queries/telling.ts'
import { no } from '../refusals.ts'
import { dayIn } from '../rules.ts'

// No route: the clock does it, beside a deed of the room in which it stands from then on.
export const recordPut = command({
  name: 'voices.record-put',
  summary: 'Keep, under the seal, what is called how in the room where it stands from now on, or that it was not taken there',
  input: z.object({ voice: shapes.id, sort: z.string(), thing: z.string().nullable() }),
  output: z.object({ waits: z.boolean() }),
  async facts(tx, { input, outside }) {
    const row = await tx.selectFrom('kept_voice').selectAll().where('id', '=', input.voice).forUpdate().executeTakeFirst()
    const words = row === undefined ? null : openWords(outside.keys, row.words_sealed)
    // Taken back in the meantime: whatever was done beside this is undone with it.
    const waiting = words?.puts.find((put) => put.sort === input.sort && waits(put))
    return { words, waiting, testimony: row?.testimony_id ?? null }
  },
  may: ({ actor, facts: { waiting } }) => all(hubAlone(actor), waiting === undefined ? no('voice.put-unknown') : yes),
  async run(tx, { input: { voice, sort, thing }, facts: { words, waiting, testimony }, outside }) {
    if (words === null) return refuse(no('voice.put-unknown'))
    const puts = words.puts.map((put) => (put === waiting ? { ...put, text: '', until: null, thing, refused: thing === null } : put))
    const still = puts.some(waits)
    await tx
      .updateTable('kept_voice')
      .set({ puts_wait: still, words_sealed: sealWords(outside.keys, { ...words, puts }) })
      .where('id', '=', voice)
      .execute()
    if (sort === 'session' && thing !== null && testimony !== null)
      await tx.updateTable('testimony').set({ stands_in_session: true }).where('id', '=', testimony).execute()
    return { waits: still }
  },
  tell: () => [quietly('voices.voice.put')],
})

const waits = ({ thing, refused }: Put): boolean => thing === null && !refused

/** Each where it is to stand: both rooms keep it, or neither. What is refused is tried again for some days. */
export async function putDue(runner: Runner, receivers: readonly UnnamedReceiver[]): Promise<void> {
  const { db, outside } = runner
  const today = dayIn(outside.now())
  for (const row of await db
    .selectFrom('kept_voice')
    .select(['id', 'words_sealed'])
    .where('puts_wait', '=', true)
    .orderBy('id')
    .execute()) {
    const { puts, language } = openWords(outside.keys, row.words_sealed)
    for (const put of puts.filter(waits)) {
      const receiver = receivers.find(({ sort }) => sort === put.sort)
      const done = receiver === undefined ? false : await putOne(runner, receiver, { voice: row.id, put, language })
      if (!done && (put.until ?? '') < today)
        await perform(runner, recordPut, { voice: row.id, sort: put.sort, thing: null }, theHub).catch(leaveIt)
    }
  }
}

type Putting = { readonly voice: string; readonly put: Put; readonly language: string }

async function putOne(runner: Runner, receiver: UnnamedReceiver, { voice, put, language }: Putting): Promise<boolean> {
  try {
    await together(runner, async (deed) => {
      const { thing } = await receiver.put(deed, { place: put.place, text: put.text, language })
      await deed(recordPut, { voice, sort: put.sort, thing }, theHub)
    })
    return true
  } catch (error) {
    return leaveIt(error)
  }
}

/** The rules of the other room say no, or the speaker took it back: anything else is a fault. */
function leaveIt(error: unknown): false {
  if (!(error instanceof Refused)) throw error
  return false
}
