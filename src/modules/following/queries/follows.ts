import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { subjectKey, type Publications, type Reading } from '../../../core/published.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { signedIn } from '../policy.ts'
import { subjectFrom } from '../rules.ts'
import { ownSubjects, weigher } from './feed.ts'
import { stateOf, type State } from './state.ts'
import { subjectsNamed, type NamedSubject } from './subjects.ts'

/** One page of the list; null where what was followed is gone, or not to be seen any more. */
export type Followed = { readonly key: string; readonly weight: number; readonly found: NamedSubject | null }
export type OwnFollows = {
  readonly followed: readonly Followed[]
  readonly belonging: readonly NamedSubject[]
  readonly state: State
  readonly part: { readonly number: number; readonly of: number }
}

const ON_A_PAGE = 50

export async function ownFollows(db: Reader, publications: Publications, reading: Reading, number = 1): Promise<OwnFollows> {
  const state = await stateOf(db, reading.outside.keys, reading.actor.account)
  const { subjects, belongs } = await ownSubjects(db, reading, state)
  const keys = subjects.map(subjectKey).filter((key) => !belongs.has(key))
  const of = Math.max(1, Math.ceil(keys.length / ON_A_PAGE))
  const part = Math.min(Math.max(1, number), of)
  const shown = keys.slice((part - 1) * ON_A_PAGE, part * ON_A_PAGE)
  const named = await subjectsNamed(
    db,
    [...shown, ...belongs].flatMap((key) => subjectFrom(key) ?? []),
    { publications, reading },
  )
  const weightOf = weigher(state)
  return {
    followed: shown.map((key) => ({ key, weight: weightOf(key), found: named.get(key) ?? null })),
    belonging: [...belongs].flatMap((key) => named.get(key) ?? []),
    state,
    part: { number: part, of },
  }
}

export const readFollows = (publications: Publications) =>
  query({
    name: 'following.follows',
    summary: 'What you follow, what it weighs, and what you muted. Nobody but you sees it',
    route: 'GET /me/follows',
    input: z.object({ part: z.coerce.number().int().min(1).max(100).default(1) }),
    output: z.object({
      follows: z.array(z.object({ key: z.string(), weight: z.number().int(), name: z.string().nullable(), path: z.string().nullable() })),
      mutes: z.array(z.object({ sort: z.string(), what: z.string(), until: z.string().nullable() })),
      part: z.number().int(),
      parts: z.number().int(),
    }),
    async read(db, asked) {
      demand(signedIn(asked.actor))
      const { followed, state, part } = await ownFollows(db, publications, asked, asked.input.part)
      return {
        follows: followed.map(({ key, weight, found }) => ({ key, weight, name: found?.name ?? null, path: found?.path ?? null })),
        mutes: [...state.mutes],
        ...{ part: part.number, parts: part.of },
      }
    },
  })
