import { isBallot, isRegistration, readStatement, type Ballot, type Registration, type Statement } from '#hidden-ballot'

/** What lies there the box itself checked and wrote; whoever changed it by hand hears of it. */
function broken(content: string): never {
  throw new Error(`what waits in the ballot box cannot be read: ${content.length} characters`)
}

export function ballotIn(content: string): Ballot {
  const read: unknown = JSON.parse(content)
  return isBallot(read) ? read : broken(content)
}

export function registrationIn(content: string): Registration {
  const read: unknown = JSON.parse(content)
  return isRegistration(read) ? read : broken(content)
}

export function statementIn(content: string): Statement {
  const read = readStatement(JSON.parse(content))
  return read.ok ? read.value : broken(content)
}
