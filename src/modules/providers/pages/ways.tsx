import type { Verdict } from '#base'
import type { Child } from 'hono/jsx'
import { ask } from '../../../core/perform.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { Page } from '../../../web/page.ts'
import { listProviders } from '../queries/providers.ts'
import { myProviders } from '../queries/subjects.ts'
import { MyProviders, SignInCards } from '../views/ways.tsx'

export async function signInWays(kit: Kit, page: Page, then: string | undefined): Promise<Child> {
  return <SignInCards page={page} providers={await ask(kit.runner, listProviders, {}, page.actor)} then={then} />
}

export async function ownWaysIn(kit: Kit, page: Page, mayChange: Verdict): Promise<Child> {
  const mine = await ask(kit.runner, myProviders, {}, page.actor)
  const listed = await ask(kit.runner, listProviders, {}, page.actor)
  const others = listed.filter(({ slug }) => !mine.some((one) => one.slug === slug))
  return <MyProviders page={page} mine={mine} others={others} mayChange={mayChange} />
}
