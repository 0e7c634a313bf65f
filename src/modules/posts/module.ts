import { deed, reading } from '../../core/operation.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { answerCall } from './commands/answer-call.ts'
import { callFacilitator } from './commands/call-facilitator.ts'
import { castBallot } from './commands/cast-ballot.ts'
import { checkTranslation } from './commands/check-translation.ts'
import { closePoll } from './commands/close-poll.ts'
import { completeQuestion } from './commands/complete-question.ts'
import { editPost } from './commands/edit-post.ts'
import { endApart } from './commands/end-apart.ts'
import { endMeasure } from './commands/end-measure.ts'
import { endMutes } from './commands/end-mutes.ts'
import { giveReaction } from './commands/give-reaction.ts'
import { hidePost } from './commands/hide-post.ts'
import { hideReported } from './commands/hide-reported.ts'
import { keepApart } from './commands/keep-apart.ts'
import { keepDraft } from './commands/keep-draft.ts'
import { muteMember } from './commands/mute-member.ts'
import { openMeasure } from './commands/open-measure.ts'
import { pinThread } from './commands/pin-thread.ts'
import { releaseMember } from './commands/release-member.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { showPost } from './commands/show-post.ts'
import { splitThread } from './commands/split-thread.ts'
import { translatePost } from './commands/translate-post.ts'
import { uploadMedia } from './commands/upload-media.ts'
import { withdrawPost } from './commands/withdraw-post.ts'
import { writePost } from './commands/write-post.ts'
import { jobsOf } from './jobs.ts'
import { pages } from './pages.tsx'
import { subjectSection, waitingIn } from './pages/section.tsx'
import { myCalls, readDesk } from './queries/desk-page.ts'
import { myDrafts } from './queries/drafts.ts'
import { heldOfPosts } from './queries/held.ts'
import { readHistory } from './queries/history.ts'
import { listPosts } from './queries/list.ts'
import { newsOf } from './queries/news.ts'
import { post } from './queries/published.ts'
import * as reported from './queries/reported.ts'
import { readThread } from './queries/thread.ts'
import { travels } from './queries/travels.ts'
import { refusals } from './refusals.ts'
import { DRAFT_DAYS } from './rules.ts'

const place = ({ scope, subject }: { scope: string; subject: string }) => ({ community: scope, post: subject })

const reportable: Reportable = {
  sort: 'post',
  report: 'posts.report-this',
  rules: reported.publishedRules,
  at: reported.at,
  byId: reported.byId,
  isBy: reported.isBy,
  whichAreBy: reported.whichAreBy,
  hide: (tx, id, rule, around) => prepare(tx, hideReported, { ...place(id), rule }, around),
  show: (tx, id, around) => prepare(tx, showPost, place(id), around),
}

export const posts: Manifest = {
  name: 'posts',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listPosts), reading(readThread), reading(readHistory), reading(readDesk), reading(myCalls), reading(myDrafts)],
    ...[
      deed(writePost),
      deed(editPost),
      deed(withdrawPost),
      deed(uploadMedia),
      deed(keepDraft),
      deed(translatePost),
      deed(checkTranslation),
    ],
    ...[deed(giveReaction), deed(castBallot), deed(closePoll), deed(completeQuestion), deed(muteMember), deed(endMutes), deed(keepApart)],
    ...[deed(endApart), deed(openMeasure), deed(endMeasure), deed(pinThread), deed(splitThread), deed(callFacilitator), deed(answerCall)],
    ...[deed(hidePost), deed(hideReported), deed(showPost), deed(releaseMember), deed(renewSecrets)],
  ],
  pages,
  jobs: jobsOf,
  ...{ subjectSection, waitingIn },
  reportables: [reportable],
  publications: [post],
  news: newsOf,
  holds: [
    {
      table: 'post',
      about: 'tag',
      placed: { by: 'community_id' },
      sealed: ['author_tag', 'body_sealed', 'reasons_sealed'],
      travels: travels.post,
    },
    { table: 'post_version', about: 'tag', placed: { by: 'community_id' }, sealed: ['body_sealed'], travels: travels.version },
    { table: 'post_translation', about: 'tag', placed: { by: 'community_id' }, sealed: ['body_sealed'], travels: travels.translation },
    { table: 'post_reaction', about: 'tag', placed: { by: 'community_id' }, travels: travels.reaction },
    { table: 'post_poll', about: 'nobody', placed: { by: 'community_id' }, travels: travels.poll },
    { table: 'post_ballot', about: 'tag', placed: { by: 'community_id' }, sealed: ['voter_tag'], travels: travels.ballot },
    {
      table: 'post_draft',
      about: 'tag',
      placed: { by: 'community_id' },
      sealed: ['body_sealed'],
      keeps: { days: DRAFT_DAYS, since: 'kept_at' },
      travels: 'asked-anew',
    },
    { table: 'post_measure', about: 'tag', placed: { by: 'community_id' }, sealed: ['by_tag', 'reason_sealed'], travels: 'asked-anew' },
    {
      table: 'post_call',
      about: 'tag',
      placed: { by: 'community_id' },
      sealed: ['author_tag', 'text_sealed', 'answer_sealed'],
      travels: 'asked-anew',
    },
    { table: 'post_apart', about: 'tag', placed: { by: 'community_id' }, sealed: ['first_tag', 'second_tag'], travels: 'asked-anew' },
    { table: 'post_mute', about: 'tag', placed: { by: 'community_id' }, sealed: ['owner_tag', 'muted_tag'], travels: travels.mute },
  ],
  heldOf: (kit, own) => heldOfPosts(kit.runner.db, kit.runner.outside, own, kit.runner.outside.now()),
}
