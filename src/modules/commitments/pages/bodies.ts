import type { Reader } from '../../../platform/db.ts'
import type { Page } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'

export type BodyCard = { readonly id: string; readonly name: string; readonly language: string; readonly slug: string }

/** The bodies that the reader may speak for. */
export const bodiesOf = (db: Reader, { actor }: Page): Promise<readonly BodyCard[]> =>
  organisations.bodiesWhere(db, actor.person, 'convener', actor.locale)

export const bodiesInUse = (db: Reader, { actor }: Page): Promise<readonly BodyCard[]> => organisations.allBodies(db, actor.locale)
