const SENTENCES = {
  foreign: 'is no backup of a Passerelle hub.',
  newer: 'was written by a newer Passerelle, which keeps backups in another form. Bring it back with that version.',
  locked: 'is encrypted. Say its passphrase: --passphrase-file <file>, or PASSERELLE_BACKUP_KEY.',
  'wrong-passphrase': 'does not open with this passphrase (or its beginning is damaged).',
  damaged: 'is damaged: something in it is not what the hub wrote. Take another copy of it, or an older backup.',
  'cut-short': 'is cut short: its end is missing. Take another copy of it, or an older backup.',
} as const

/** Why a file cannot be taken for a backup. What is missing before `message` is the name of the file. */
export class BackupFault extends Error {
  override name = 'BackupFault'
  readonly code: keyof typeof SENTENCES
  constructor(code: keyof typeof SENTENCES) {
    super(SENTENCES[code])
    this.code = code
  }
}

/** Why a backup cannot be made, or not be brought back here; a whole sentence. */
export class RestoreFault extends Error {
  override name = 'RestoreFault'
}
