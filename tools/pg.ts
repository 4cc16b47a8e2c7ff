import { startEmbeddedPostgres } from './stack/embedded-postgres.ts';
const pgs = await startEmbeddedPostgres({dataDir:'/tmp/wt/simulate/var/pgtest/postgres', port: 15998});
console.log(pgs.url);
setInterval(()=>{},1000); process.on('SIGTERM',()=>pgs.stop().then(()=>process.exit()));
