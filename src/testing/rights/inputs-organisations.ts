import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'

const body = ({ lyon }: { readonly lyon: string }) => ({ body: lyon })
const invited = ({ unit, lyon }: { readonly unit: string; readonly lyon: string }) => ({ umbrella: unit, chapter: lyon })
const moderators = ({ unit, callers }: Stage) => ({ body: unit, person: callers.Samir.actor.person, role: 'moderator' })
const texts = [{ language: 'en', name: 'Cork Readers', summary: 'An invented circle of readers.' }]

export const ORGANISATIONS: Inputs = {
  'organisations.list-bodies': () => ({}),
  'organisations.body-profile': body,
  'organisations.open-invitations': body,
  'organisations.verification': body,
  'organisations.claimed-domains': body,
  'organisations.create-body': () => ({ kind: 'charity', slug: 'cork-readers', texts }),
  'organisations.edit-body-text': ({ lyon }) => ({ body: lyon, language: 'en', name: 'Pulaar Lyon', summary: 'Another sentence.' }),
  'organisations.appoint': ({ lyon, callers }) => ({ body: lyon, person: callers.Leïla.actor.person, role: 'convener' }),
  'organisations.invite': ({ lyon }) => ({ body: lyon, role: 'member' }),
  'organisations.withdraw-invitation': ({ lyon, invitation }) => ({ body: lyon, invitation: invitation.id }),
  'organisations.accept-invitation': ({ lyon, invitation }) => ({ body: lyon, token: invitation.token }),
  // Samir hands his office over: whoever holds the link takes it from him.
  'organisations.accept-invitation (to a handover)': ({ unit, handover }) => ({ body: unit, token: handover.token }),
  'organisations.withdraw-invitation (to a handover)': ({ unit, handover }) => ({ body: unit, invitation: handover.id }),
  'organisations.end-office': ({ unit, callers }) => ({ body: unit, person: callers.Samir.actor.person, role: 'moderator' }),
  'organisations.leave-body': body,
  'organisations.release-person': ({ callers }) => ({ person: callers.Mai.actor.person }),
  'organisations.claim-domain': ({ lyon }) => ({ body: lyon, domain: 'lyon.example.org' }),
  'organisations.drop-domain': ({ lyon }) => ({ body: lyon, domain: 'exemple.org' }),
  'organisations.attest': ({ choir }) => ({ body: choir.slug, reason: 'Their statutes lie here.' }),
  'organisations.vouch': ({ choir, lyon }) => ({ body: choir.slug, voucher: lyon }),
  'organisations.mark-difference': ({ choir, lyon }) => ({ body: choir.slug, other: lyon }),
  'organisations.record-domain-check': ({ hub, lyon }) => ({
    body: hub.cast.bodies.lyon,
    slug: lyon,
    domain: 'exemple.org',
    method: null,
    absent: true,
  }),
  'organisations.request-domain-check': ({ lyon }) => ({ body: lyon, domain: 'exemple.org' }),
  'organisations.settle-verifications': () => ({}),
  'organisations.withdraw-attestation': body,
  'organisations.accounts': body,
  'organisations.account-proofs': body,
  'organisations.body-history': body,
  'organisations.body-record': body,
  'organisations.chapters': body,
  'organisations.chapter-proposals': body,
  'organisations.accept-chapter': invited,
  'organisations.end-chapter': invited,
  'organisations.propose-chapter': ({ choir, lyon }) => ({ umbrella: choir.slug, chapter: lyon, side: 'chapter' }),
  'organisations.archive-body': ({ lyon }) => ({ body: lyon, sure: true }),
  'organisations.reopen-body': ({ shelved }) => ({ body: shelved }),
  'organisations.list-account': ({ lyon }) => ({ body: lyon, url: 'https://exemple.org/@another' }),
  'organisations.drop-account': ({ lyon, account }) => ({ body: lyon, account }),
  'organisations.request-account-check': ({ lyon, account }) => ({ body: lyon, account }),
  'organisations.record-account-check': ({ hub, account }) => ({ body: hub.cast.bodies.lyon, account, method: null, absent: true }),
  'organisations.edit-body-facts': body,
  'organisations.edit-office': (stage) => ({ ...moderators(stage), termEnds: '2027-05-31', titles: { en: 'Reader' } }),
  'organisations.offer-office': moderators,
  'organisations.end-delegations': () => ({}),
  'organisations.withdraw-vouching': ({ choir, unit }) => ({ body: choir.slug, voucher: unit }),
}
