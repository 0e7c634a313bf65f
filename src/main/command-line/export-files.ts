/** What `export dialogue` writes in the form of Polis, as far as it may. */
export const EXPORT_FILES = ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv'] as const
/** The certificate of the same result, and the hub's signature over it. */
export const PROOF_FILES = ['certificate.json', 'signature.json'] as const
/** All that `verify` reads. */
export const BUNDLE_FILES = [...EXPORT_FILES, ...PROOF_FILES] as const
