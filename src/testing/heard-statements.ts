import pg from 'pg'

/** Every statement that goes over connections of this pool from now on, in its own words, each once. */
export function hearStatements(pool: pg.Pool): ReadonlySet<string> {
  const heard = new Set<string>()
  pool.on('connect', (client) => {
    const listening = (...given: unknown[]): unknown => {
      const [asked] = given
      if (typeof asked === 'string') heard.add(asked)
      else if (typeof asked === 'object' && asked !== null && 'text' in asked && typeof asked.text === 'string') heard.add(asked.text)
      // By the prototype at this moment, so that another who listens there hears too.
      return Reflect.apply(pg.Client.prototype.query, client, given)
    }
    Object.assign(client, { query: listening })
  })
  return heard
}
