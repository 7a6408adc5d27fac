#!/usr/bin/python3
"""The shipped manifest with its sources taken from this disk: all else stays as it ships."""
import json
import os
import sys

manifest, out, project, folder = sys.argv[1:5]
copies = sys.argv[5:]
sums = {copies[i].rsplit("/", 1)[1]: (copies[i + 1], copies[i + 2]) for i in range(0, len(copies), 3)}

with open(manifest, encoding="utf-8") as file:
    document = json.load(file)
for module in document["modules"]:
    for source in list(module["sources"]):
        if source["type"] == "dir":
            source.clear()
            source.update(type="dir", path=project)
            continue
        name, checksum = sums[module["name"]]
        source.clear()
        source.update(type="archive", path=os.path.join(folder, name), sha256=checksum)
        if module["name"] == "plplot":
            # Debian leaves out www/, which the top CMakeLists.txt adds.
            module["sources"].append({"type": "shell", "commands": ["mkdir -p www", "touch www/CMakeLists.txt"]})
with open(out, "w", encoding="utf-8") as file:
    json.dump(document, file, indent=4)
