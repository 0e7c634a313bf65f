import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { mayKeep } from '../policy.ts'
import { no } from '../refusals.ts'
import { dayIn, stateOf } from '../rules.ts'
import { placeOf } from './place.ts'
import type { Spaces } from './spaces.ts'
import { numberField, ofBody, version, writtenText } from './shapes.ts'
import { changesOf, draftsOf, textsOf, versionsOf } from './versions.ts'

async function shownVersions(db: Reader, scope: string, now: Date): Promise<z.infer<typeof version>[]> {
  const versions = await versionsOf(db, scope)
  const changes = await changesOf(db, scope)
  return versions.map((one) => ({
    ...one,
    state: stateOf(one, versions, dayIn(now)),
    changed: [...(changes.get(one.number) ?? [])],
  }))
}

/** Everybody reads it, with every version that there was. */
export const readCharterIn = (spaces: Spaces) =>
  query({
    name: 'charters.read',
    summary: 'The charter of the hub or of a body: its versions, and the texts of the one that holds',
    route: 'GET /charter',
    input: ofBody,
    output: z.object({ versions: z.array(version), inForce: z.number().nullable(), texts: z.array(writtenText) }),
    async read(db, { input, actor, now, outside }) {
      const place = (await placeOf(db, spaces, input, { actor, now, outside })) ?? refuse(no('charter.missing'))
      const versions = await shownVersions(db, place.scope, now)
      const number = versions.find((one) => one.state === 'in-force')?.number ?? null
      return { versions, inForce: number, texts: number === null ? [] : [...(await textsOf(db, place.scope, number))] }
    },
  })

export type Charter = z.infer<ReturnType<typeof readCharterIn>['output']>

export const readVersionIn = (spaces: Spaces) =>
  query({
    name: 'charters.read-version',
    summary: 'One version of a charter: announced, in force or earlier',
    route: 'GET /charter/versions/{number}',
    input: ofBody.extend({ number: numberField }),
    output: z.object({
      version,
      texts: z.array(writtenText),
      before: z.array(writtenText).describe('The texts of the version that it follows'),
    }),
    async read(db, { input, actor, now, outside }) {
      const place = (await placeOf(db, spaces, input, { actor, now, outside })) ?? refuse(no('charter.missing'))
      const found =
        (await shownVersions(db, place.scope, now)).find(({ number }) => number === input.number) ?? refuse(no('charter.no-version'))
      return {
        version: found,
        texts: [...(await textsOf(db, place.scope, input.number))],
        before: [...(await textsOf(db, place.scope, input.number - 1))],
      }
    },
  })

export type ReadVersion = z.infer<ReturnType<typeof readVersionIn>['output']>

/** For those who look after the charter alone: what is being written is not public yet. */
export const readDraftIn = (spaces: Spaces) =>
  query({
    name: 'charters.read-draft',
    summary: 'What is being written for the next version of a charter. For whoever looks after it',
    route: 'GET /charter/draft',
    input: ofBody,
    output: z.object({ texts: z.array(writtenText), newest: z.array(writtenText).describe('The texts of the newest version') }),
    async read(db, { input, actor, now, outside }) {
      const place = await placeOf(db, spaces, input, { actor, now, outside })
      demand(mayKeep(actor, place))
      const { scope } = place ?? refuse(no('charter.missing'))
      const last = (await versionsOf(db, scope)).at(-1)
      return {
        texts: [...(await draftsOf(db, scope))],
        newest: last === undefined ? [] : [...(await textsOf(db, scope, last.number))],
      }
    },
  })

export type Draft = z.infer<ReturnType<typeof readDraftIn>['output']>
