import { deed, reading } from '../../core/operation.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { acceptRole } from './commands/offer-role.ts'
import { answerAppeal } from './commands/file-appeal.ts'
import { answerChange } from './commands/propose-change.ts'
import { appealRemoval } from './commands/file-appeal.ts'
import { chooseSettings } from './commands/choose-settings.ts'
import { decideRequest } from './commands/decide-request.ts'
import { editCommunity } from './commands/edit-community.ts'
import { endCommunity } from './commands/end-community.ts'
import { endRole } from './commands/end-role.ts'
import { forgetStale } from './commands/release-person.ts'
import { foundCommunity } from './commands/found-community.ts'
import { hideCommunity } from './commands/hide-community.ts'
import { inviteNewcomer } from './commands/invite-newcomer.ts'
import { acceptInvitation, joinCommunity } from './commands/join-community.ts'
import { leaveCommunity } from './commands/leave-community.ts'
import { noteLook } from './commands/choose-settings.ts'
import { offerRole } from './commands/offer-role.ts'
import { proposeChange } from './commands/propose-change.ts'
import { releasePerson } from './commands/release-person.ts'
import { removeMember } from './commands/remove-member.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { requestJoining } from './commands/request-joining.ts'
import { resumeCommunity } from './commands/end-community.ts'
import { showCommunity } from './commands/hide-community.ts'
import { supportChange } from './commands/propose-change.ts'
import { translateCommunity } from './commands/translate-community.ts'
import { vouchNewcomer } from './commands/vouch-newcomer.ts'
import { withdrawInvitation } from './commands/invite-newcomer.ts'
import { withdrawRequest } from './commands/request-joining.ts'
import { withdrawVouch } from './commands/vouch-newcomer.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { bodySection, front, namedOf, ownNote, subjectSection } from './pages/sections.tsx'
import { findCommunities } from './queries/find.ts'
import { heldOfCommunities } from './queries/held.ts'
import { myInvitations } from './queries/invitations.ts'
import { alikeCommunities } from './queries/look-alikes.ts'
import { listMembers } from './queries/members.ts'
import { myCommunities } from './queries/mine.ts'
import { travels } from './queries/members-among.ts'
import { newsOf } from './queries/news.ts'
import { listProposals } from './queries/proposals.ts'
import { publication } from './queries/published.ts'
import { readCommunity } from './queries/members.ts'
import { listAppeals } from './queries/removals.ts'
import * as reported from './queries/reported.ts'
import { listRequests } from './queries/requests.ts'
import { refusals } from './refusals.ts'

export { charterSpaces } from './queries/charter-spaces.ts'

const reportable: Reportable = {
  sort: 'community',
  report: 'communities.report-this',
  rules: reported.publishedRules,
  at: reported.at,
  byId: reported.byId,
  isBy: reported.isBy,
  whichAreBy: reported.whichAreBy,
  hide: (tx, { scope }, rule, around) => prepare(tx, hideCommunity, { community: scope, rule }, around),
  show: (tx, { scope }, around) => prepare(tx, showCommunity, { community: scope }, around),
}

export const communities: Manifest = {
  name: 'communities',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(findCommunities), reading(readCommunity), reading(alikeCommunities), reading(listMembers), reading(myCommunities)],
    ...[reading(listRequests), reading(myInvitations), reading(listProposals), reading(listAppeals)],
    ...[deed(foundCommunity), deed(editCommunity), deed(translateCommunity), deed(endCommunity), deed(resumeCommunity)],
    ...[deed(joinCommunity), deed(leaveCommunity), deed(chooseSettings), deed(noteLook)],
    ...[deed(requestJoining), deed(withdrawRequest), deed(decideRequest)],
    ...[deed(inviteNewcomer), deed(withdrawInvitation), deed(acceptInvitation), deed(vouchNewcomer), deed(withdrawVouch)],
    ...[deed(offerRole), deed(acceptRole), deed(endRole), deed(removeMember), deed(appealRemoval), deed(answerAppeal)],
    ...[deed(proposeChange), deed(supportChange), deed(answerChange), deed(hideCommunity), deed(showCommunity)],
    ...[deed(releasePerson), deed(forgetStale), deed(renewSecrets)],
  ],
  pages,
  jobs: () => ({ listeners, sweeps }),
  ...{ front, ownNote, namedOf, subjectSection, bodySection },
  reportables: [reportable],
  publications: [publication],
  news: newsOf,
  stays: 'asked-anew',
  holds: [
    { table: 'community', about: 'nobody', placed: 'everywhere', travels: travels.community },
    { table: 'community_text', about: 'nobody', travels: travels.text },
    { table: 'community_facet', about: 'nobody', travels: travels.facet },
    { table: 'community_address', about: 'nobody', travels: 'of-the-hub' },
    { table: 'community_holder', about: 'nobody', travels: 'of-two' },
    { table: 'community_question', about: 'nobody', travels: travels.question },
    {
      table: 'community_member',
      about: 'tag',
      placed: { by: 'community_id' },
      sealed: ['account_tag', 'person_sealed'],
      travels: travels.member,
    },
    { table: 'community_shelf', about: 'tag', sealed: ['person_tag', 'communities_sealed'], travels: 'made-anew' },
    {
      ...{
        table: 'community_request',
        about: 'tag',
        placed: { by: 'community_id' },
        sealed: ['account_tag', 'person_sealed', 'answers_sealed', 'reason_sealed'],
      },
      keeps: { days: 30, since: 'decided_at' },
    },
    { table: 'community_invitation', about: 'nobody', sealed: ['token_hash', 'sentence_sealed'], keeps: { days: 30, since: 'expires_at' } },
    { table: 'community_vouch', about: 'nobody', placed: { by: 'community_id' }, travels: travels.vouch },
    { table: 'community_offer', about: 'nobody', placed: { by: 'community_id' } },
    {
      table: 'community_removal',
      about: 'tag',
      placed: { by: 'community_id' },
      sealed: ['account_tag', 'reason_sealed', 'appeal_sealed', 'answer_sealed'],
      travels: 'of-moderation',
    },
    { table: 'community_proposal', about: 'nobody', placed: { by: 'community_id' }, travels: travels.proposal },
    { table: 'community_support', about: 'nobody', placed: { by: 'community_id' }, travels: travels.support },
  ],
  heldOf: (kit, own) => heldOfCommunities(kit.runner.db, kit.runner.outside.keys, own),
}
