import { databaseAddresses } from "#lib/database/addresses.ts";
import { settings } from "#lib/env.ts";
import { openCluster } from "#scripts/database/cluster.ts";
import { migrate } from "#scripts/database/migrate.ts";
import { prepareEmbedded, prepareServer } from "#scripts/database/roles.ts";

/**
 * Makes this installation's database ready for use: starts the embedded PostgreSQL or checks the server's rights,
 * migrates. Each part that is done already is skipped.
 * @param say is told each step as it begins
 * @returns a function that ends this process's use; with the embedded PostgreSQL the last use stops it
 * @throws StartError
 */
export async function openDatabase(say: (step: string) => void = () => {}): Promise<() => Promise<void>> {
  const { databaseUrl, migrationDatabaseUrl, dataFolder } = settings();
  let close = async () => {};
  try {
    if (databaseUrl) {
      say("Checking the database server");
      await prepareServer(databaseAddresses(), databaseUrl, migrationDatabaseUrl);
    } else {
      say("Starting the embedded database");
      const cluster = await openCluster(dataFolder);
      close = cluster.close;
      await prepareEmbedded(cluster.connection);
    }
    const applied = await migrate(databaseAddresses());
    if (applied.length > 0) say(`Brought the database up to date (${applied.length} migrations)`);
    return close;
  } catch (error) {
    await close();
    throw error;
  }
}
