import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { myInvitationsOf } from './invitations.ts'
import { openAnswers, openReason } from './requests.ts'
import { accountTags, openPerson } from './shelf.ts'
import { textsOf } from './seen-community.ts'

const NOTHING: HeldData = { proposals: [], supported: [], vouched: [], offers: [], texts: [] }

/** All that this room holds of somebody: of the account, since only its owner takes it along. */
export async function heldOfCommunities(db: Reader, keys: Keys, { account }: Own): Promise<HeldData> {
  const communities = (await db.selectFrom('community').select('id').execute()).map(({ id }) => id)
  const tags = communities.flatMap((community) => accountTags(keys, community, account))
  if (tags.length === 0) return { memberships: [], requests: [], removals: [], invitations: [], ...NOTHING }
  const members = await db.selectFrom('community_member').selectAll().where('account_tag', 'in', tags).orderBy('community_id').execute()
  const asked = await db.selectFrom('community_request').selectAll().where('account_tag', 'in', tags).orderBy('community_id').execute()
  const removed = await db.selectFrom('community_removal').selectAll().where('account_tag', 'in', tags).orderBy('community_id').execute()
  const names = await textsOf(
    db,
    [...members, ...asked, ...removed].map((row) => row.community_id),
    'en',
  )
  const nameOf = (id: string) => names.get(id)?.name ?? ''
  const kept = await keptFrom(
    db,
    [...asked, ...removed].map((row) => row.community_id).filter((id) => !members.some((row) => row.community_id === id)),
  )
  const toldOf = (id: string) => (kept.has(id) ? '' : nameOf(id))
  const ids = members.map(({ id }) => id)
  return {
    memberships: members.map((row) => ({
      ...{ community: nameOf(row.community_id), identity: openPerson(keys, row.community_id, row.person_sealed), role: row.role },
      ...{ joinedOn: row.joined_on, listed: row.listed, toldBack: row.tell_back, lookedOn: row.looked_on, waitsUntil: row.lapses_on },
      guardianSaidYes: row.guardian,
    })),
    requests: asked.map((row) => ({
      ...{ community: toldOf(row.community_id), identity: openPerson(keys, row.community_id, row.person_sealed), state: row.state },
      ...{ answers: openAnswers(keys, row.id, row.answers_sealed), reason: openReason(keys, row.id, row.reason_sealed) },
      ...{ askedOn: row.asked_on, decideBy: row.decide_by, guardianSaidYes: row.guardian },
    })),
    removals: removed.map((row) => ({
      ...{ community: toldOf(row.community_id), reason: openReason(keys, row.community_id, row.reason_sealed), banned: row.banned },
      ...{ removedOn: row.removed_on, appeal: openReason(keys, row.community_id, row.appeal_sealed) },
      answer: openReason(keys, row.community_id, row.answer_sealed),
    })),
    invitations: [...(await myInvitationsOf(db, keys, ids))],
    ...(await doneAs(db, ids, nameOf)),
  }
}

/** Which of these are hidden: whoever asked there or was taken out does not learn what it is called now. */
export async function keptFrom(db: Reader, communities: readonly string[]): Promise<ReadonlySet<string>> {
  if (communities.length === 0) return new Set()
  const rows = await db
    .selectFrom('community')
    .select('id')
    .where('id', 'in', [...communities])
    .where('access', '=', 'hidden')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

async function doneAs(db: Reader, members: readonly string[], nameOf: (id: string) => string): Promise<HeldData> {
  if (members.length === 0) return NOTHING
  const proposals = await db
    .selectFrom('community_proposal')
    .select(['community_id', 'sort', 'text', 'language', 'proposed_on as proposedOn'])
    .where('member_id', 'in', [...members])
    .execute()
  const supported = await db
    .selectFrom('community_support')
    .select(['community_id', 'proposal_id as proposal'])
    .where('member_id', 'in', [...members])
    .execute()
  const vouched = await db
    .selectFrom('community_vouch')
    .select(['community_id', 'newcomer_id', 'voucher_id', 'sort', 'vouched_on as on'])
    .where((where) => where.or([where('voucher_id', 'in', [...members]), where('newcomer_id', 'in', [...members])]))
    .execute()
  const offers = await db
    .selectFrom('community_offer')
    .select(['community_id', 'role', 'offered_on as on'])
    .where('member_id', 'in', [...members])
    .execute()
  const texts = await db
    .selectFrom('community_text')
    .select(['community_id', 'language', 'name', 'summary'])
    .where('member_id', 'in', [...members])
    .execute()
  const named = <Row extends { readonly community_id: string }>({ community_id: id, ...row }: Row) => ({ community: nameOf(id), ...row })
  return {
    proposals: proposals.map(named),
    supported: supported.map(named),
    // Who vouched for them is for the stewards; that somebody did is theirs.
    vouched: vouched.map(({ community_id: id, newcomer_id: _newcomer, voucher_id: voucher, ...row }) => ({
      ...{ community: nameOf(id), byMe: members.includes(voucher) },
      ...row,
    })),
    offers: offers.map(named),
    texts: texts.map(named),
  }
}
