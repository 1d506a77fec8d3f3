// The libraries of package-lock.json, installed into a folder if they are not there yet.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** Gives the `require` of what is installed there. */
export function installed(folder) {
    const lock = "package-lock.json";
    assert.ok(!readFileSync(join(here, lock), "utf8").includes('"resolved"'), `${lock} names a registry`);
    const current = (file) => existsSync(file) && readFileSync(file, "utf8") === readFileSync(join(here, lock), "utf8");
    if (!current(join(folder, lock)) || !existsSync(join(folder, "node_modules", ".package-lock.json"))) {
        mkdirSync(folder, { recursive: true });
        for (const file of ["package.json", lock, ".npmrc"]) copyFileSync(join(here, file), join(folder, file));
        execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    }
    return createRequire(join(folder, "package.json"));
}
