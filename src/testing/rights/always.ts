/**
 * What must hold whatever the table of rights says: written down by hand, so that a table that was written anew without reading it does not
 * take a hole along.
 */

/** What Ana may do, who has no account. Whatever is not here is refused to her. */
export const PUBLIC: readonly string[] = [
  // That a body moves, and where to, everybody reads; of nobody but whoever asks anything is in it.
  'moves.read-body',
  // Ways in, each with a proof that the input brings.
  ...['people.request-sign-in-link', 'people.use-sign-in-link', 'people.sign-in-question', 'people.use-passkey'],
  ...['people.use-recovery-code', 'providers.use-provider', 'providers.list'],
  // What is public.
  ...['charters.read', 'charters.read-version', 'profiles.consent-words', 'holdings.tables', 'holdings.reading-counts'],
  ...['dialogue.list', 'dialogue.read', 'dialogue.statements', 'dialogue.result', 'dialogue.export', 'dialogue.certificate'],
  ...['dialogue.signing-keys', 'dialogue.history', 'moderation.labels', 'moderation.statistics'],
  'moderation.moderators',
  ...['places.migrant-stock', 'floor.read'],
  ...['recommendations.list', 'recommendations.read'],
  ...['commitments.list', 'commitments.read', 'commitments.reports', 'commitments.practices', 'commitments.practice'],
  ...['outcomes.releases', 'outcomes.read', 'outcomes.endorsements', 'outcomes.check-file'],
  ...['organisations.list-bodies', 'organisations.body-profile', 'organisations.verification', 'organisations.accounts'],
  ...['organisations.body-history', 'organisations.body-record', 'organisations.chapters'],
  // Topics, and what everybody may read of what an address follows.
  ...['topics.list', 'following.open-feed'],
  // Bodies by what they say of themselves, and everything public by its words.
  ...['directory.list', 'directory.entry', 'search.find'],
  // Hidden participation: what everybody may check, and the ballot box, which knows nobody.
  ...['credentials.state', 'ballots.read', 'ballots.election', 'ballots.standing'],
  ...['ballots.register-voter', 'ballots.cast', 'ballots.write-statement', 'credentials.slots'],
  // On paper: what is printed and where it came from; and for whoever holds a link that a convener gave, typing in.
  ...['dialogue.kit', 'dialogue.meetings', 'dialogue.begin-meeting (by a link)', 'dialogue.enter-sheet (by a link)'],
  ...['dialogue.undo-sheet (by a link)', 'dialogue.withdraw-meeting (by a link)'],
  ...[
    'gatherings.list-summits',
    'gatherings.read-summit',
    'gatherings.read-edition',
    'gatherings.read-session',
    'gatherings.read-note',
    'gatherings.read-call',
  ],
  // Whoever holds a link for the door of an edition stands there without an account.
  ...['registrations.read-plan', 'registrations.check-in-list (by a link)', 'registrations.check-in (by a link)'],
  'registrations.undo-check-in (by a link)',
  ...['communities.find', 'communities.read', 'communities.look-alikes'],
  ...['posts.list (that everybody reads)', 'posts.read (that everybody reads)'],
  // What needs no account: to take part, to report, to tell of pressure.
  ...['dialogue.join', 'moderation.file-report', 'moderation.report-pressure'],
  // What a private link opens to whoever holds it.
  ...['moderation.notice', 'moderation.file-appeal', 'moderation.statement-of-reasons', 'moderation.pressure-report'],
  'notices.stop-letters',
  // What was said in a session, and ideas for one; the private link or the code of a slip opens one's own.
  ...['interventions.list', 'interventions.read', 'interventions.claimed', 'interventions.read-linked'],
  ...['interventions.choose-attribution (by the link)', 'interventions.correct (by the link)', 'interventions.withdraw (by the link)'],
  ...['ideas.list', 'ideas.read', 'ideas.read-linked', 'ideas.write', 'ideas.correct', 'ideas.withdraw'],
  // Events that everybody may read; an answer needs no account, and its private link opens it.
  ...[
    'events.list',
    'events.dates',
    'events.read',
    'events.answer',
    'events.read-answer',
    'events.change-answer',
    'events.withdraw-answer',
  ],
  // Pages of places, and a remark that something on them is wrong. Of what waits there are no words for others.
  ...['places.find', 'abroad.items', 'abroad.item', 'abroad.item (that waits)', 'abroad.send-remark'],
  // Who answers, and a question to them; the private link takes it back.
  ...['contacts.read', 'contacts.ask', 'contacts.withdraw'],
  // How many go along with newcomers in a place that they may know of.
  'buddies.read',
  // What was said to trusted intermediaries, and who speaks for whom; a code opens what was put in under it.
  ...['voices.list', 'voices.read', 'voices.mandates', 'voices.read-mandate', 'voices.correct (by the code)'],
  ...['voices.choose-terms (by the code)', 'voices.withdraw (by the code)'],
  // The library and questions to peers, with what waits by its kind and date alone; calls of senders, goals of communities, their ties.
  ...['library.list', 'library.read', 'library.versions', 'library.proposals', 'library.export', 'library.assists', 'library.read-assist'],
  // What the hub did stands in a log for everybody, with its proofs.
  ...['transparency.entries', 'transparency.entry', 'transparency.log'],
  ...['pulse.calls', 'pulse.read-call', 'pulse.count-opening', 'purposes.list', 'purposes.read', 'ties.list', 'ties.mergers'],
  // Of several things at once, what everybody may read of each.
  'search.crossing',
  // What two hold together, and by which rules; proposals are there for the stewards of the two.
  ...['mirrors.list', 'mirrors.holding'],
  // Empty to whom it is not about; see its own test.
  'moderation.own-cases',
]

/** What whoever runs the hub may do, and nobody else but the hub itself. */
export const OPERATORS: readonly string[] = [
  ...['people.invite-operator', 'people.withdraw-operator', 'people.make-owner-link', 'holdings.look-up-account'],
  ...['providers.add-provider', 'providers.change-provider', 'providers.kept'],
  ...['organisations.create-body', 'organisations.appoint', 'organisations.attest', 'organisations.withdraw-attestation'],
  'organisations.mark-difference',
  ...['topics.add', 'topics.rename', 'topics.merge', 'topics.hide'],
  'directory.import (as a new body)',
  'contacts.name (of the hub)',
  ...['moderation.offer-moderator', 'moderation.dismiss-moderator'],
  // While nobody is in the circle.
  ...['moderation.pressure', 'moderation.answer-pressure', 'moderation.join-circle', 'moderation.invite-to-circle'],
  ...['charters.read-draft (of the hub)', 'charters.write-draft (of the hub)', 'charters.discard-draft (of the hub)'],
  'charters.publish-version (of the hub)',
  ...['communities.appeals', 'communities.answer-appeal', 'communities.hide', 'communities.show'],
  // A body that decided would show whose intermediary wrote a testimony down.
  ...['voices.hide', 'voices.show'],
  // Who reads a second time is whoever runs the hub, there.
  'voices.answer-reading',
  ...['library.keepers', 'library.name-keeper', 'library.dismiss-keeper'],
  // No body stands behind that community.
  ...['posts.hide-reported', 'pulse.hide-call', 'pulse.show-call', 'purposes.hide', 'purposes.show'],
  ...['ties.hide-words', 'ties.show-words', 'following.hide-recipe', 'following.show-recipe'],
  // Of a page that no body looks after.
  ...['abroad.appoint-steward', 'abroad.take-page', 'abroad.take-page (of a state)', 'abroad.hide-item', 'abroad.show-item'],
  // It was asked of the moderators’ own body.
  ...['commitments.hide-question', 'credentials.set-least', 'credentials.open-elsewhere'],
]

/** Deeds without a route that somebody else than the hub may do, and how they do them. All others are the hub's own. */
export const BY_PAGE: Readonly<Record<string, string>> = {
  'people.use-recovery-code': 'a page of its own: an API for codes would be a way to try them',
  'providers.use-provider': 'the page to which a provider sends people back, which proved whom it vouches for',
  'providers.attach-provider': 'the same page',
  'dialogue.hide-statement': 'the page of moderators, and a decision about a case',
  'interventions.hide': 'a decision about a case',
  'interventions.show': 'a decision about an appeal',
  'ideas.hide': 'a decision about a case',
  'voices.hide': 'a decision about a case',
  'voices.show': 'a decision about an appeal',
  'voices.end-naming': 'a page for the one who ends it',
  'voices.make-code': 'the page that prints the slip: a code passes through no program',
  'voices.replace-code': 'the same page',
  'voices.write': 'a page: what is not published yet passes through no program',
  'voices.submit': 'the same page',
  'voices.answer-reading': 'the page of the second reader',
  'voices.correct (by the code)': 'a page of its own: an API for codes would be a way to try them',
  'voices.choose-terms (by the code)': 'the same page',
  'voices.withdraw (by the code)': 'the same page',
  'voices.withdraw-kept': 'the page of whoever wrote it down',
  'library.hide': 'a decision about a case',
  'library.show': 'a decision about an appeal',
  'library.hide-assist': 'a decision about a case',
  'library.show-assist': 'a decision about an appeal',
  'pulse.hide-call': 'a decision about a case',
  'pulse.show-call': 'a decision about an appeal',
  'purposes.hide': 'a decision about a case',
  'purposes.show': 'a decision about an appeal',
  'ties.hide-words': 'a decision about a case',
  'ties.show-words': 'a decision about an appeal',
  'following.hide-recipe': 'a decision about a case',
  'following.show-recipe': 'a decision about an appeal',
  'posts.hide-reported': 'a decision about a case',
  'posts.upload-media': 'the form of a post: a file comes by a form',
  'dialogue.hide-meeting': 'a decision about a case',
  'events.hide': 'a decision about a case',
  'events.show': 'a decision about an appeal',
  'recommendations.hide-contribution': 'a decision about a case',
  'recommendations.show-contribution': 'a decision about an appeal',
  'recommendations.hide-recommendation': 'a decision about a case',
  'recommendations.show-recommendation': 'a decision about an appeal',
  'commitments.hide': 'a decision about a case',
  'commitments.show': 'a decision about an appeal',
  'commitments.hide-question': 'a decision about a case',
  'commitments.show-question': 'a decision about an appeal',
  'commitments.hide-practice': 'a decision about a case',
  'commitments.show-practice': 'a decision about an appeal',
  'outcomes.hide-reservation': 'a decision about a case',
  'outcomes.show-reservation': 'a decision about an appeal',
  'encounters.hide-message': 'a decision about a case',
  'encounters.show-message': 'a decision about an appeal',
  'floor.hide-question': 'a decision about a case',
  'floor.restore-question': 'a decision about an appeal',
  'floor.record-put': 'half of floor.put-statement, which has a route',
  'abroad.hide-item': 'a decision about a case',
  'abroad.show-item': 'a decision about an appeal',
  'communities.hide': 'a decision about a case',
  'communities.show': 'a decision about an appeal',
  'communities.note-look': 'the page of the community, by itself',
  'dialogue.put-statement': 'the page of a session, and a deed of the room in which it was said',
}

/** Deeds of somebody who has asked to leave: signing in, staying, going, taking along, and what needs no account. */
export const WHILE_LEAVING: readonly string[] = [
  ...['people.request-sign-in-link', 'people.use-sign-in-link', 'people.use-passkey', 'people.use-recovery-code', 'providers.use-provider'],
  ...['people.end-session', 'people.end-other-sessions', 'people.keep-account', 'people.erase-account'],
  ...['holdings.request-export', 'holdings.discard-export'],
  ...['moderation.file-report', 'moderation.file-appeal', 'moderation.report-pressure', 'notices.stop-letters'],
  // An office one gives back.
  'moderation.dismiss-moderator',
  ...['interventions.choose-attribution', 'interventions.withdraw', 'ideas.withdraw', 'commitments.withdraw-question'],
  'posts.withdraw',
  'events.withdraw-answer',
  ...['contacts.withdraw', 'voices.withdraw', 'voices.withdraw-kept'],
  ...['communities.leave', 'communities.withdraw-request', 'communities.appeal-removal'],
  'mirrors.end-facilitating',
  ...['buddies.withdraw-offer', 'buddies.withdraw-request', 'buddies.end-pair'],
  ...['encounters.leave-list', 'encounters.leave-room', 'encounters.end-contact'],
]

/** What the ballot box does: it looks at no token, as at no cookie, so a program that brings one is nobody there. */
export const NOBODY_IS_KNOWN: readonly string[] = [
  ...['ballots.read', 'ballots.election', 'ballots.batch', 'ballots.tallies', 'ballots.standing'],
  ...['ballots.register-voter', 'ballots.cast', 'ballots.write-statement'],
]
