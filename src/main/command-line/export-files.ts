/** What `export dialogue` writes, as far as it may. */
export const EXPORT_FILES = ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv'] as const
