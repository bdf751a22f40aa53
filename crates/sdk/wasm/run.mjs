// Runs what `bind` has made of the program, against a real server: node run.mjs FOLDER
import { createRequire } from "node:module";
import { resolve } from "node:path";

const program = createRequire(import.meta.url)(resolve(process.argv[2], "housekey_sdk_wasm.js"));

program.verify();
await program.call(process.env.HOUSEKEY_URL, process.env.HOUSEKEY_SECRET_KEY);
console.log("in WebAssembly tokens are verified, and calls go through fetch");
