/** Readings that a program may ask for by an access token. */
const READINGS = [
  ...['dialogue.list', 'dialogue.read', 'dialogue.statements', 'dialogue.result', 'dialogue.export', 'dialogue.certificate'],
  ...['dialogue.signing-keys', 'dialogue.next-statement', 'dialogue.my-part', 'dialogue.moderation', 'dialogue.corrected-shares'],
  ...['organisations.list-bodies', 'organisations.body-profile', 'organisations.verification', 'moderation.statistics', 'providers.list'],
  'places.migrant-stock',
  ...['places.find', 'abroad.items', 'abroad.item'],
  ...['directory.list', 'directory.entry', 'search.find', 'search.crossing'],
  ...['topics.list', 'following.open-feed', 'communities.find'],
  ...['gatherings.list-summits', 'gatherings.read-summit', 'gatherings.read-edition', 'gatherings.read-session', 'gatherings.read-note'],
  ...['gatherings.read-call', 'registrations.read-plan', 'floor.read', 'interventions.list', 'interventions.read'],
  ...['ideas.list', 'ideas.read', 'recommendations.list', 'recommendations.read'],
  ...['commitments.list', 'commitments.read', 'commitments.reports', 'commitments.report', 'commitments.practices', 'commitments.practice'],
  ...['library.list', 'library.read', 'library.versions', 'library.export', 'library.proposals', 'library.assists', 'library.read-assist'],
  ...['purposes.list', 'purposes.read', 'ties.list', 'mirrors.list', 'mirrors.holding'],
  ...['voices.list', 'voices.read', 'voices.mandates', 'voices.read-mandate'],
  ...['events.list', 'events.dates', 'events.read'],
  ...['transparency.entries', 'transparency.entry', 'transparency.log'],
  ...['outcomes.releases', 'outcomes.read', 'outcomes.endorsements', 'outcomes.check-file'],
]

/**
 * Deeds that it may do, by room. Never: by what somebody signs in, their identities, tokens, leaving, offices and whoever gives them,
 * decisions about people, and what only whoever runs the hub does. What is not named here is out of reach, so a new deed is too.
 */
const DEEDS: Readonly<Record<string, readonly string[]>> = {
  dialogue: [
    ...['create', 'edit', 'translate', 'open', 'close', 'discard-draft', 'join', 'cast-vote', 'add-statement'],
    ...['publish-statement', 'decline-statement', 'mark-statement', 'answer'],
  ],
  organisations: ['edit-body-text', 'request-domain-check'],
  moderation: ['file-report'],
}

const BY_OPERATION: ReadonlyMap<string, string> = new Map([
  ...READINGS.map((name) => [name, 'read'] as const),
  ...Object.entries(DEEDS).flatMap(([room, names]) => names.map((name) => [`${room}.${name}`, `write:${room}`] as const)),
])

/** Every scope, in the order in which one chooses among them. */
export const SCOPES: readonly string[] = ['read', ...Object.keys(DEEDS).map((room) => `write:${room}`)]

/** The scope that an operation needs of a token; null where no token may do it. */
export const scopeOf = (operation: string): string | null => BY_OPERATION.get(operation) ?? null

/** Every operation that some scope opens. */
export const operationsByToken: readonly string[] = [...BY_OPERATION.keys()]
