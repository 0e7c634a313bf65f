import { randomUUID } from 'node:crypto'
import type { Hub } from '../hub.ts'
import { giveRole, seat, stageSession } from '../summit.ts'
import { callAs, type Callers } from './callers.ts'

export type Discussed = {
  readonly session: string
  /** Of Mai: one that waits, one that is shown. Of Idrissa: one that was hidden. */
  readonly waiting: string
  readonly shown: string
  readonly hidden: string
  readonly hand: string
  readonly draftPoll: string
  readonly openPoll: string
  readonly table: string
  readonly transcript: string
  readonly quoted: string
  readonly extract: string
}

/** A running session of the unit's summit: Mai and Idrissa are there, Samir chairs. */
export async function stageFloor(hub: Hub, callers: Callers): Promise<{ readonly floor: Discussed }> {
  const { id: session, edition } = await stageSession(hub, { opened: true })
  await seat(hub, edition, ['mai', 'idrissa'])
  await giveRole(hub, session, 'samir', 'chair')
  const [mai, idrissa, samir] = [callers.Mai, callers.Idrissa, callers.Samir].map(({ actor }) => callAs(hub, actor))
  if (mai === undefined || idrissa === undefined || samir === undefined) throw new TypeError('the cast is not whole')
  const made = async (call: typeof mai, name: string, input: object): Promise<string> => {
    const id = randomUUID()
    await call(`floor.${name}`, { session, id, language: 'en', ...input })
    return id
  }
  const asked = { text: 'Who pays for it?', naming: 'unnamed' }
  const [waiting, shown] = [await made(mai, 'ask-question', asked), await made(mai, 'ask-question', asked)]
  const hidden = await made(idrissa, 'ask-question', asked)
  for (const question of [shown, hidden]) await samir('floor.decide-question', { session, question, decision: 'show' })
  await hub.db.updateTable('floor_question').set({ hidden_for: 'no-attack' }).where('id', '=', hidden).execute()
  const poll = { text: 'Which first?', sort: 'single', shows: 'closed', options: ['one', 'two'] }
  const [draftPoll, openPoll] = [await made(samir, 'create-poll', poll), await made(samir, 'create-poll', poll)]
  await samir('floor.open-poll', { session, poll: openPoll })
  const table = await made(samir, 'file-table', { number: 1, sat: 9, texts: [{ guiding: 1, text: 'We wrote this.' }] })
  const source = '00:01 We began.'
  const [transcript, quoted] = [await made(samir, 'import-transcript', { source }), await made(samir, 'import-transcript', { source })]
  const extract = await made(samir, 'mark-extract', { transcript: quoted, position: 0, text: 'We began.' })
  const hand = await made(mai, 'raise-hand', { label: 'Mai' })
  return { floor: { session, waiting, shown, hidden, hand, draftPoll, openPoll, table, transcript, quoted, extract } }
}
