import type { Reader } from '../../../platform/db.ts'
import type { Block } from './floor-facts.ts'
import { balanceBy, inFairOrder } from '../rules.ts'
import type { TurnRole } from '../tables.ts'

export type Hand = {
  readonly id: string
  readonly label: string
  readonly language: string
  readonly group: string | null
  readonly mine: boolean
  readonly raisedAt: Date
}

export type Turn = {
  readonly id: string
  /** The name of the run sheet, or the label with which somebody asked to be called up. */
  readonly label: string | null
  readonly role: TurnRole
  readonly language: string | null
  readonly beganAt: Date
}

type Share = { readonly key: string | null; readonly seconds: number; readonly share: number }

export type Speaking = {
  readonly hands: readonly Hand[]
  readonly now: Turn | null
  readonly byRole: readonly Share[]
  readonly byLanguage: readonly Share[]
  /** Of groups that people named themselves; for those who lead alone. */
  readonly byGroup: readonly Share[]
}

type Asked = { readonly session: string; readonly own: readonly string[]; readonly blocks: readonly Block[]; readonly now: Date }

/** Hands in their fair order, who speaks, and how long was spoken by whom so far. */
export async function readSpeaking(db: Reader, { session, own, blocks, now }: Asked): Promise<Speaking> {
  const rows = await db.selectFrom('floor_turn').selectAll().where('session_id', '=', session).orderBy('began_at').execute()
  const hands = await db.selectFrom('floor_hand').selectAll().where('session_id', '=', session).where('state', '=', 'raised').execute()
  const names = new Map(blocks.flatMap(({ speakers }) => speakers.map(({ id, name }) => [id, name])))
  const turns = rows.map((row) => ({
    ...row,
    person: row.person_id,
    seconds: Math.max(0, Math.round(((row.ended_at ?? now).getTime() - row.began_at.getTime()) / 1000)),
  }))
  const queue = inFairOrder(
    hands.map((hand) => ({ ...hand, person: hand.person_id, raisedAt: hand.raised_at })),
    turns,
  )
  const running = turns.find(({ ended_at: ended }) => ended === null)
  return {
    hands: queue.map((hand) => ({
      ...{ id: hand.id, label: hand.label, language: hand.language, group: hand.group_label },
      ...{ mine: own.includes(hand.person), raisedAt: hand.raisedAt },
    })),
    now:
      running === undefined
        ? null
        : {
            ...{ id: running.id, role: running.role, language: running.language, beganAt: running.began_at },
            label: names.get(running.speaker_id ?? '') ?? running.label,
          },
    byRole: balanceBy(turns, ({ role }) => role),
    byLanguage: balanceBy(turns, ({ language }) => language),
    byGroup: balanceBy(turns, ({ group_label: group }) => group),
  }
}
